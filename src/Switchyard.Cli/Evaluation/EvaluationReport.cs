using System.Globalization;
using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace Switchyard.Cli;

/// <summary>The result of an evaluation, for people and for programs.</summary>
internal sealed record EvaluationReport
{
    public required RoutingPlan Plan { get; init; }

    public required int FoldCount { get; init; }

    public required IReadOnlyList<EvaluationPart> Parts { get; init; }

    /// <summary>Mean height of the cost–quality hull between the cheapest and the best single model; null for two models and cascades.</summary>
    public double? Aiq { get; init; }

    /// <summary>The same for mixtures of single models, drawn at random.</summary>
    public double? AiqOfMixtures { get; init; }

    /// <summary>Cost at the best single model's quality along the curve, as a share; needs no chosen point, so it flatters.</summary>
    public double? CostAtEqualQualityOnCurve { get; init; }

    public required IReadOnlyList<string> Remarks { get; init; }

    public required IReadOnlyList<(string Change, double FlipShare, int Count)> Flips { get; init; }

    public void WriteTable(Terminal terminal)
    {
        var pair = Plan.IsPair;
        var table = new Table();
        foreach (var column in pair ? new[] { "", "rows", "APGR", "95 %", "CPT 50 %", "CPT 80 %", "weak", "strong" } : ["", "rows", "quality", "− reference (pp)", "95 %", "cost ÷ reference", "non-inferior"])
        {
            table.AddColumn(Markup.Escape(column));
        }

        foreach (var part in Parts) table.AddRow([.. Cells(part).Select(Markup.Escape)]);
        terminal.Write(table);
        if (Aiq is { } aiq) terminal.WriteLine(Text($"AIQ {aiq:F4} (mixtures of single models {AiqOfMixtures:F4}); on the curve, cost at the best single model's quality: {Percent(CostAtEqualQualityOnCurve)}."));
        terminal.WriteLine("Tier flips of the classifier: " + string.Join(", ", Flips.Select(f => Text($"{f.Change} {100 * f.FlipShare:F2} %"))));
        foreach (var remark in Remarks) terminal.WriteLine(remark);
    }

    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("folds", FoldCount);
            writer.WriteStartArray("parts");
            foreach (var part in Parts) Write(writer, part);
            writer.WriteEndArray();
            Write(writer, "aiq", Aiq);
            Write(writer, "aiqOfMixtures", AiqOfMixtures);
            Write(writer, "costAtEqualQualityOnCurve", CostAtEqualQualityOnCurve);
            writer.WriteStartObject("flips");
            foreach (var (change, share, _) in Flips) writer.WriteNumber(change, share);
            writer.WriteEndObject();
            writer.WriteStartArray("remarks");
            foreach (var remark in Remarks) writer.WriteStringValue(remark);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string[] Cells(EvaluationPart part)
    {
        if (part.Pair is { } p) return [part.Name, $"{p.Count}", Text($"{p.Apgr:F3}"), Text($"{p.Low:F3} – {p.High:F3}"), Text($"{p.Cpt50:F2}"), Text($"{p.Cpt80:F2}"), Text($"{p.Weak:F3}"), Text($"{p.Strong:F3}")];
        if (part.Pool is { } m) return [part.Name, $"{m.Count}", Text($"{m.Quality:F4}"), Text($"{m.DeltaPoints:+0.00;-0.00}"), Text($"{m.LowPoints:+0.00;-0.00} – {m.HighPoints:+0.00;-0.00}"), Percent(m.CostRatio), m.NonInferior ? "yes" : "no"];
        return [part.Name, "", "no gap", "", "", "", "", ""];
    }

    private static void Write(Utf8JsonWriter writer, EvaluationPart part)
    {
        writer.WriteStartObject();
        writer.WriteString("name", part.Name);
        if (part.Pair is { } p)
        {
            foreach (var (name, value) in new[] { ("n", p.Count), ("apgr", p.Apgr), ("low", p.Low), ("high", p.High), ("cpt50", p.Cpt50), ("cpt80", p.Cpt80), ("weak", p.Weak), ("strong", p.Strong) }) Write(writer, name, value);
        }
        else if (part.Pool is { } m)
        {
            writer.WriteString("reference", m.Reference);
            foreach (var (name, value) in new[] { ("n", m.Count), ("quality", m.Quality), ("costPer1k", m.CostPerThousand), ("costRatio", m.CostRatio), ("deltaPp", m.DeltaPoints), ("lowPp", m.LowPoints), ("highPp", m.HighPoints) }) Write(writer, name, value);
            writer.WriteBoolean("nonInferior", m.NonInferior);
            writer.WriteStartObject("shares");
            foreach (var (model, share) in m.Shares) writer.WriteNumber(model, share);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) writer.WriteNumber(name, Math.Round(number, 6));
        else writer.WriteNull(name);
    }

    private static string Percent(double? share) => share is { } s ? Text($"{100 * s:F1} %") : "not reached";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
