using System.Diagnostics.Metrics;
using System.Globalization;

namespace Switchyard.Tests.Metering;

/// <summary>Writes down what one meter factory's instruments say.</summary>
internal sealed class MetricRecorder : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<(string Instrument, string Value, Dictionary<string, object?> Tags)> _measurements = [];

    public MetricRecorder(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>(Add);
        _listener.SetMeasurementEventCallback<long>(Add);
        _listener.SetMeasurementEventCallback<double>(Add);
        _listener.Start();
    }

    /// <summary>The measurements of an instrument in order, each as the value of a tag and its own.</summary>
    public IEnumerable<string> Of(string instrument, string tag) =>
        _measurements.Where(measurement => measurement.Instrument == instrument).Select(measurement => $"{measurement.Tags[tag]}={measurement.Value}");

    public void Dispose() => _listener.Dispose();

    private void Add<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        where T : IFormattable =>
        _measurements.Add((instrument.Name, value.ToString(null, CultureInfo.InvariantCulture), new(tags.ToArray())));
}
