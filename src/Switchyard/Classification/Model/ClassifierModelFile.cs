using System.Text;

namespace Switchyard;

/// <summary>The file format of <see cref="ClassifierModel"/>: little-endian, versioned, and refused when it does not fit this build.</summary>
internal static class ClassifierModelFile
{
    private const uint Magic = 0x4C43_5953;     // "SYCL"
    private const int Version = 1;

    public static void Write(ClassifierModel model, Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(FeatureVector.Length);
        writer.Write(model.Provenance);
        Write(writer, model.Scales);
        Write(writer, model.Mean);
        Write(writer, model.Deviation);
        Write(writer, model.Difficulty);
        Write(writer, model.RuleSpread);
        Write(writer, model.Thresholds);
        writer.Write(model.Models.Length);
        for (var m = 0; m < model.Models.Length; m++)
        {
            writer.Write(model.Models[m]);
            Write(writer, model.Heads[m]);
        }

        writer.Write(model.Table.Length);
        foreach (var value in model.Table) writer.Write(value);
    }

    /// <exception cref="InvalidDataException">The file is no classifier, or one of another version.</exception>
    public static ClassifierModel Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            if (reader.ReadUInt32() != Magic) throw new InvalidDataException("This is not a classifier model.");
            int version = reader.ReadInt32(), features = reader.ReadInt32();
            if (version != Version || features != FeatureVector.Length)
            {
                throw new InvalidDataException($"The classifier model has version {version} with {features} features; this build reads version {Version} with {FeatureVector.Length}. Train it anew.");
            }

            return ReadBody(reader);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The classifier model ends too early.", e);
        }
    }

    private static ClassifierModel ReadBody(BinaryReader reader)
    {
        var provenance = reader.ReadString();
        float[] scales = ReadNumbers(reader, TopicTable.Width), mean = ReadNumbers(reader, FeatureVector.Length), deviation = ReadNumbers(reader, FeatureVector.Length);
        float[] difficulty = ReadNumbers(reader, ClassifierModel.Inputs + 1), spread = ReadNumbers(reader, 2), thresholds = ReadNumbers(reader, 2);
        var count = reader.ReadInt32();
        if (count is < 0 or > 1000) throw new InvalidDataException("The classifier model is damaged.");
        var models = new string[count];
        var heads = new float[count][];
        for (var m = 0; m < count; m++) (models[m], heads[m]) = (reader.ReadString(), ReadNumbers(reader, ClassifierModel.Inputs + 1));
        var table = new sbyte[TopicTable.Width << ClassifierModel.TableBits];
        if (reader.ReadInt32() != table.Length) throw new InvalidDataException("The classifier model is damaged.");
        var bytes = reader.ReadBytes(table.Length);
        if (bytes.Length != table.Length) throw new EndOfStreamException();
        Buffer.BlockCopy(bytes, 0, table, 0, table.Length);
        return new ClassifierModel
        {
            Provenance = provenance,
            Scales = scales,
            Mean = mean,
            Deviation = deviation,
            Difficulty = difficulty,
            RuleSpread = spread,
            Thresholds = thresholds,
            Models = models,
            Heads = heads,
            Table = table,
        };
    }

    private static void Write(BinaryWriter writer, float[] numbers)
    {
        writer.Write(numbers.Length);
        foreach (var number in numbers) writer.Write(number);
    }

    private static float[] ReadNumbers(BinaryReader reader, int length)
    {
        if (reader.ReadInt32() != length) throw new InvalidDataException("The classifier model is damaged.");
        var numbers = new float[length];
        for (var i = 0; i < length; i++) numbers[i] = reader.ReadSingle();
        return numbers;
    }
}
