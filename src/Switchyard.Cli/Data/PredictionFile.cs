using System.Text;
using System.Text.Json;

namespace Switchyard.Cli;

/// <summary>Writes predictions, whole or not at all: a file that is there is complete.</summary>
internal static class PredictionFile
{
    public static void Write(string path, IEnumerable<Prediction> predictions)
    {
        using var stream = new MemoryStream();
        foreach (var prediction in predictions)
        {
            using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                Write(writer, prediction);
            }

            stream.WriteByte((byte)'\n');
        }

        OutputFile.Write(path, Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void Write(Utf8JsonWriter writer, Prediction prediction)
    {
        writer.WriteStartObject();
        writer.WriteString("id", prediction.Id);
        if (prediction.Score is { } score) writer.WriteNumber("score", score);
        if (prediction.Model is { } model) writer.WriteString("model", model);
        if (prediction.Called is { } called)
        {
            writer.WriteStartArray("called");
            foreach (var name in called) writer.WriteStringValue(name);
            writer.WriteEndArray();
        }

        if (prediction.Point is { } point) writer.WriteString("point", point);
        writer.WriteEndObject();
    }
}
