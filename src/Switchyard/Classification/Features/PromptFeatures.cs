namespace Switchyard;

/// <summary>
/// What the classifier sees of a prompt, without the prompt: the signals' counts and the topics. Learning needs no more, and words cannot be
/// read back from it. Topics are those of one table, which is named by its fingerprint.
/// </summary>
internal sealed class PromptFeatures
{
    /// <summary>Of the packed form.</summary>
    public const byte Version = 1;

    // Topics lie within ±16; 1/2000 is finer than the table's own bytes.
    private const float TopicUnit = 1 / 2000f;

    private PromptFeatures(int[] counts, float[] topics, uint fingerprint) => (Counts, Topics, Fingerprint) = (counts, topics, fingerprint);

    public int[] Counts { get; }

    public float[] Topics { get; }

    /// <summary>Which table of topics this is of: see <see cref="ClassifierModel.Fingerprint"/>.</summary>
    public uint Fingerprint { get; }

    public static PromptFeatures Of(ReadOnlySpan<byte> utf8Prompt, ClassifierModel model)
    {
        var counts = new int[(int)Signal.Count];
        Span<uint> tokens = stackalloc uint[PromptReader.MaxTokens];
        var count = PromptReader.Read(utf8Prompt, counts, tokens);
        var topics = new float[ClassifierModel.Topics];
        model.FillTopics(tokens.Slice(0, count), topics);
        return new PromptFeatures(counts, topics, model.Fingerprint);
    }

    /// <summary>Version, fingerprint, then counts as pairs of place and value, then topics, two bytes each; as Base64, some 150 characters.</summary>
    public string Pack()
    {
        var bytes = new List<byte>(192) { Version };
        for (var shift = 0; shift < 32; shift += 8) bytes.Add((byte)(Fingerprint >> shift));
        bytes.Add((byte)Counts.Length);
        bytes.Add((byte)Counts.Count(c => c != 0));
        for (var i = 0; i < Counts.Length; i++)
        {
            if (Counts[i] == 0) continue;
            bytes.Add((byte)i);
            var value = (uint)Counts[i];
            for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
            bytes.Add((byte)value);
        }

        foreach (var topic in Topics)
        {
            var value = (short)Math.Max(short.MinValue, Math.Min(short.MaxValue, Math.Round(topic / TopicUnit)));
            bytes.Add((byte)value);
            bytes.Add((byte)(value >> 8));
        }

        return Convert.ToBase64String([.. bytes]);
    }

    /// <returns>Null if this is nothing that <see cref="Pack"/> of this build wrote.</returns>
    public static PromptFeatures? Unpack(string packed)
    {
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(packed);
        }
        catch (FormatException)
        {
            return null;
        }

        if (bytes.Length < 7 || bytes[0] != Version || bytes[5] != (int)Signal.Count) return null;
        var fingerprint = (uint)(bytes[1] | (bytes[2] << 8) | (bytes[3] << 16) | (bytes[4] << 24));
        var counts = new int[(int)Signal.Count];
        var at = 7;
        for (var k = 0; k < bytes[6]; k++)
        {
            if (at >= bytes.Length || bytes[at] >= counts.Length) return null;
            var place = bytes[at++];
            uint value = 0;
            for (var shift = 0; ; shift += 7)
            {
                if (at >= bytes.Length || shift > 28) return null;
                value |= (uint)(bytes[at] & 0x7F) << shift;
                if (bytes[at++] < 0x80) break;
            }

            counts[place] = (int)(value & int.MaxValue);
        }

        if (bytes.Length - at != 2 * ClassifierModel.Topics) return null;
        var topics = new float[ClassifierModel.Topics];
        for (var k = 0; k < topics.Length; k++, at += 2) topics[k] = (short)(bytes[at] | (bytes[at + 1] << 8)) * TopicUnit;
        return new PromptFeatures(counts, topics, fingerprint);
    }
}
