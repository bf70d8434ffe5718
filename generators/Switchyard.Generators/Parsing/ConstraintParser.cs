using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchyard.Generators;

/// <summary>Reads the attributes that constrain a task: its own, or else those of its class.</summary>
internal sealed class ConstraintParser(
    IMethodSymbol method, MethodDeclarationSyntax declaration, Compilation compilation, ProblemList problems, CancellationToken cancellationToken)
{
    private bool _isSound = true;

    /// <summary>The constraints; <see langword="null"/> if one of them cannot hold.</summary>
    /// <param name="method">The task.</param>
    /// <param name="declaration">Where it stands.</param>
    /// <param name="answer">What it returns.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="problems">Where to add what is wrong.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static TaskConstraints? Parse(
        IMethodSymbol method, MethodDeclarationSyntax declaration, AnswerModel? answer, Compilation compilation, ProblemList problems, CancellationToken cancellationToken) =>
        new ConstraintParser(method, declaration, compilation, problems, cancellationToken).Parse(answer);

    private TaskConstraints? Parse(AnswerModel? answer)
    {
        var constraints = new TaskConstraints
        {
            Models = Models(),
            Only = Texts(MetadataNames.OnlyAttribute, "the id of a provider", IsFilled),
            Avoid = Texts(MetadataNames.AvoidAttribute, "the id of a provider", IsFilled),
            Residency = Texts(MetadataNames.ResidencyAttribute, "a region", IsFilled),
            Requires = (Capabilities)(Argument(MetadataNames.RequiresAttribute) as int? ?? 0),
            MaxCost = Amount(MetadataNames.MaxCostAttribute, 0, isAbove: true, 1_000_000, "must be above 0 and at most 1000000 USD"),
            MaxLatency = Count(MetadataNames.MaxLatencyAttribute, "must be above 0 ms"),
            MaxTokens = Count(MetadataNames.MaxTokensAttribute, "must be above 0 tokens"),
            Attempts = Count(MetadataNames.AttemptsAttribute, "must be 1 or more"),
            Hedge = Argument(MetadataNames.HedgeAttribute) as bool?,
            Escalate = Argument(MetadataNames.EscalateAttribute) as bool?,
            Temperature = Amount(MetadataNames.TemperatureAttribute, 0, isAbove: false, 2, "must be from 0 to 2"),
            Repairs = Find(MetadataNames.RepairAttribute) is not null,
        };

        CheckTogether(constraints, answer);
        return _isSound ? constraints : null;
    }

    private void CheckTogether(TaskConstraints constraints, AnswerModel? answer)
    {
        if (constraints.Only.Count > 0 && constraints.Only.All(constraints.Avoid.Contains))
            Report(MetadataNames.AvoidAttribute, "leaves nothing of what [Only] allows; remove one of the two");
        if (constraints.Models.Count > 0 && constraints.Models.All(model => !ModelReferences.IsReference(model) && IsBarred(constraints, model.Split('/')[0])))
            Report(MetadataNames.ModelAttribute, "names only models of providers that [Only] or [Avoid] rule out; name another or relax those");

        // As a default of the class it means those tasks that it can mean.
        if (constraints.Escalate is true && method.Attribute(MetadataNames.EscalateAttribute) is not null)
        {
            if (answer is { Value: null })
                Report(MetadataNames.EscalateAttribute, "has no answer to judge: text always fits; remove it");
            if (constraints.Models.Count > 0)
                Report(MetadataNames.EscalateAttribute, "has no tier to go to, as [Model] names the only models; remove one of the two");
        }

        var isOwn = method.Attribute(MetadataNames.RepairAttribute) is not null;
        if (isOwn && answer is not null && (answer.Value is null || answer.Form == AnswerForm.Stream))
            Report(MetadataNames.RepairAttribute, "has nothing to mend: text always fits, and of a stream a part is handed on already; remove it");
    }

    private static bool IsBarred(TaskConstraints constraints, string provider) =>
        constraints.Avoid.Contains(provider) || (constraints.Only.Count > 0 && !constraints.Only.Contains(provider));

    private static bool IsFilled(string text) => text.Trim().Length > 0;

    private AttributeData? Find(string name) => method.Attribute(name) ?? method.ContainingType.Attribute(name);

    private object? Argument(string name) => Find(name) is { ConstructorArguments: [{ Kind: not (TypedConstantKind.Error or TypedConstantKind.Array) } argument] }
        ? argument.Value
        : null;

    private int? Count(string name, string rule)
    {
        if (Argument(name) is not int count)
            return null;
        if (count > 0)
            return count;
        Report(name, $"{rule}, not {count.ToString(CultureInfo.InvariantCulture)}");
        return null;
    }

    private decimal? Amount(string name, double minimum, bool isAbove, double maximum, string rule)
    {
        if (Argument(name) is not double amount)
            return null;
        if ((isAbove ? amount > minimum : amount >= minimum) && amount <= maximum && (!isAbove || (decimal)amount > 0))
            return (decimal)amount;
        Report(name, $"{rule}, not {amount.ToString(CultureInfo.InvariantCulture)}");
        return null;
    }

    private EquatableArray<string> Texts(string name, string what, Func<string, bool> isUsable)
    {
        if (Find(name) is not { ConstructorArguments: [{ Kind: TypedConstantKind.Array } argument] })
            return default;
        return Checked(argument.IsNull ? [] : [.. argument.Values.Select(value => value.Value as string ?? "")], name, what, isUsable);
    }

    private EquatableArray<string> Models()
    {
        const string What = "a full id such as openai/gpt-6-luna";
        if (Find(MetadataNames.ModelAttribute) is not { } attribute)
            return default;

        // Read by their syntax also when the compiler knows them: what the generator could not read must not pass as sound.
        var read = ModelReferences.Read(attribute, compilation, cancellationToken);
        if (read.Contains(null))
        {
            Report(MetadataNames.ModelAttribute, "has an argument that is not known while code is generated; write the id itself or Models.Provider.Model");
            return default;
        }

        var isKnown = attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false } argument] && argument.Values.All(value => value.Value is string);
        List<string> texts = [.. isKnown ? attribute.ConstructorArguments[0].Values.Select(value => (string)value.Value!) : read.Select(text => text!)];
        return Checked(
            texts, MetadataNames.ModelAttribute, What, id => ModelReferences.IsReference(id) || (id.IndexOf('/') is var slash && slash > 0 && slash < id.Length - 1));
    }

    private EquatableArray<string> Checked(List<string> texts, string name, string what, Func<string, bool> isUsable)
    {
        if (texts.Count == 0)
            Report(name, $"is empty; name {what}");
        else if (texts.FirstOrDefault(text => !isUsable(text)) is { } bad)
            Report(name, $"has '{bad}', which is not {what}");
        return texts.Distinct().ToEquatableArray();
    }

    private void Report(string name, string reason)
    {
        _isSound = false;
        var attribute = Find(name)!;
        var isOwn = method.Attribute(name) is not null;

        // What is wrong with the class is said once, not for each of its tasks.
        var first = method.ContainingType.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(TaskParser.IsTask);
        if (!isOwn && !SymbolEqualityComparer.Default.Equals(first, method))
            return;

        var location = attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? declaration.Identifier.GetLocation();
        var shortName = name.Substring("Switchyard.".Length).Replace("Attribute", "");
        problems.Add(Descriptors.UnusableConstraint, location, shortName, isOwn ? method.TaskId() : method.ContainingType.Name, reason);
    }
}
