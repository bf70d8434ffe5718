namespace Switchyard;

internal readonly struct ValueShape<T> : IResultShape<T, T>
{
    public static T Shape(Call call, T value) => value;
}
