using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Switchyard.Generators;

/// <summary>The entries of a policy whose names mean something elsewhere, with their places, which <see cref="Policy"/> does not keep.</summary>
internal static class PolicyEntries
{
    /// <summary>Reads a file; <see langword="null"/> if it is no policy, or one with a mistake, which is what to mend first.</summary>
    public static PolicyFile? Read(AdditionalText file, CancellationToken cancellationToken)
    {
        if (!ConfigurationParser.IsPolicy(file.Path) || file.GetText(cancellationToken) is not { } text)
            return null;

        var (content, errors) = (text.ToString(), new List<ConfigurationError>());
        PolicyReader.Read(file.Path, content, errors);
        return errors.Count == 0 && ConfigurationNodeReader.Read(file.Path, content, errors) is { } root ? new(file.Path, text, root) : null;
    }

    /// <summary>The models of all tiers and rules, by their full ids.</summary>
    public static IEnumerable<KeyValuePair<string, ConfigurationNode>> Models(ConfigurationNode policy) =>
        Values(policy, "tiers").Concat(Effects(policy)).SelectMany(owner => Items(owner, "models"));

    /// <summary>The providers that have settings, and those of the filters of all tiers, tasks and rules.</summary>
    public static IEnumerable<KeyValuePair<string, ConfigurationNode>> Providers(ConfigurationNode policy) =>
        Of(policy, "providers").Concat(Values(policy, "tiers").Concat(Values(policy, "tasks")).Concat(Effects(policy))
            .SelectMany(owner => Items(owner, "only").Concat(Items(owner, "avoid"))));

    /// <summary>The tasks that have settings, and those that rules are about. A name under <c>asked</c> is a task's if it is <c>Class.Method</c>.</summary>
    public static IEnumerable<KeyValuePair<string, ConfigurationNode>> Tasks(ConfigurationNode policy) =>
        Of(policy, "tasks").Concat(Of(policy, "rules", node => node.Items)
            .SelectMany(rule => Of(rule, "when"))
            .Where(condition => condition.Key == "asked")
            .SelectMany(asked => asked.Value.Items)
            .Where(name => name.Text.Split('.') is { Length: 2 } parts && parts.All(SyntaxFacts.IsValidIdentifier))
            .Select(name => new KeyValuePair<string, ConfigurationNode>(name.Text, name)));

    /// <summary>The members of a member of the policy, such as <c>tasks</c>.</summary>
    public static IEnumerable<KeyValuePair<string, ConfigurationNode>> Of(ConfigurationNode policy, string name) =>
        Of(policy, name, node => node.Members);

    private static IEnumerable<ConfigurationNode> Values(ConfigurationNode policy, string name) => Of(policy, name).Select(member => member.Value);

    private static IEnumerable<ConfigurationNode> Effects(ConfigurationNode policy) =>
        Of(policy, "rules", node => node.Items).SelectMany(rule => rule.Members.Where(member => member.Key == "then").Select(member => member.Value));

    private static IEnumerable<KeyValuePair<string, ConfigurationNode>> Items(ConfigurationNode owner, string name) =>
        Of(owner, name, node => node.Items).Select(item => new KeyValuePair<string, ConfigurationNode>(item.Text, item));

    private static IEnumerable<T> Of<T>(ConfigurationNode owner, string name, Func<ConfigurationNode, IEnumerable<T>> select) =>
        owner.Members.Where(member => member.Key == name).SelectMany(member => select(member.Value));
}
