namespace Switchyard;

internal readonly struct ResultShape<T> : IResultShape<T, RoutedResult<T>>
{
    public static RoutedResult<T> Shape(Call call, T value)
    {
        ref readonly var answer = ref call.Attempts.Last;
        return new()
        {
            CallId = call.Meter.CallId,
            Value = value,
            Model = answer.Model,
            Provider = answer.Provider,
            Attempts = call.Attempts.ToArray(),
            Usage = answer.Usage,
            Cost = Money.ToUsd(call.Attempts.CostNanoUsd),
            Duration = call.Clock.Elapsed,
        };
    }
}
