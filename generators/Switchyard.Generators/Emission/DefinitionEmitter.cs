using System.Globalization;

namespace Switchyard.Generators;

/// <summary>Emits the definition of a task: what the build knows of it, as data.</summary>
internal static class DefinitionEmitter
{
    private const string Library = "global::Switchyard.";

    public static void Emit(CodeWriter writer, TaskModel task, TaskRoute route, StaticPrefix prefix, string name)
    {
        var settings = Settings(task, route, prefix).ToList();
        var start = $"internal static readonly {Library}TaskDefinition {name} = new({Literal.Text(task.Id)}, {Library}Tier.{task.Tier})";
        if (settings.Count == 0)
        {
            writer.Line(start + ";");
            return;
        }

        if (settings.Count == 1)
        {
            writer.Line($"{start} {{ {settings[0]} }};");
            return;
        }

        writer.Open(start);
        foreach (var setting in settings)
            writer.Line(setting + ",");
        writer.Close(";");
    }

    private static IEnumerable<string> Settings(TaskModel task, TaskRoute route, StaticPrefix prefix)
    {
        var constraints = task.Constraints;
        if (constraints.Requires != Capabilities.None)
            yield return $"Requires = {string.Join(" | ", Flags(constraints.Requires))}";
        if (Join(Set("Models", constraints.Models), Set("Only", constraints.Only), Set("Avoid", constraints.Avoid), Set("Residency", constraints.Residency)) is { Length: > 0 } where)
            yield return $"Constraints = new() {{ {where} }}";
        if (Route(constraints) is { Length: > 0 } how)
            yield return $"Route = new() {{ {how} }}";
        if (constraints.Repairs && task.Body.Answer is { Value: not null, Form: not AnswerForm.Stream })
            yield return "Repairs = true";
        if (prefix.Bytes > 0)
            yield return $"PrefixBytes = {prefix.Bytes.ToString(CultureInfo.InvariantCulture)}, PrefixHash = {Hex(prefix.Hash)}";

        if (route is { IsJudged: true, Fingerprint: not 0 })
            yield return $"Build = new() {{ {Build(route)} }}";
    }

    private static string Route(TaskConstraints constraints) => Join(
        constraints.MaxCost is { } cost ? $"MaxCostUsd = {Money(cost)}" : "",
        constraints.MaxLatency is { } latency ? $"MaxLatency = global::System.TimeSpan.FromMilliseconds({latency}d)" : "",
        constraints.MaxTokens is { } tokens ? $"MaxTokens = {tokens}" : "",
        constraints.Attempts is { } attempts ? $"Attempts = {attempts}" : "",
        Switch("Hedge", constraints.Hedge),
        Switch("Escalate", constraints.Escalate));

    private static string Switch(string name, bool? isOn) => isOn is { } on ? $"{name} = {(on ? "true" : "false")}" : "";

    private static string Build(TaskRoute route) => Join(
        $"Fingerprint = {Hex(route.Fingerprint)}",
        $"Candidates = {Array(route.Candidates.Select(candidate => candidate.Model))}",
        route.WorstCost is { } cost ? $"WorstCostUsd = {Money(cost)}" : "",
        $"WorstTime = global::System.TimeSpan.FromMilliseconds({route.WorstTime.TotalMilliseconds.ToString("R", CultureInfo.InvariantCulture)}d)");

    private static string Set(string name, EquatableArray<string> values) => values.Count == 0 ? "" : $"{name} = {Array(values)}";

    private static string Array(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(Literal.Text))}]";

    private static string Money(decimal usd) => usd.ToString("0.############################", CultureInfo.InvariantCulture) + "m";

    private static string Hex(ulong number) => $"0x{number.ToString("x16", CultureInfo.InvariantCulture)}UL";

    private static IEnumerable<string> Flags(Capabilities capabilities) =>
        Enum.GetValues(typeof(Capabilities)).Cast<Capabilities>()
            .Where(flag => flag != Capabilities.None && (capabilities & flag) == flag)
            .Select(flag => $"{Library}Capabilities.{flag}");

    private static string Join(params string[] parts) => string.Join(", ", parts.Where(part => part.Length > 0));
}
