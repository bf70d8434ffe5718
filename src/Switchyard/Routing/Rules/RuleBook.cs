using System.Numerics;

namespace Switchyard;

/// <summary>The rules of a policy over the routes of one table. A call costs one pass over the rules and one look-up of the route that they make.</summary>
/// <param name="policy">The policy.</param>
/// <param name="builder">Builds the routes that the rules choose.</param>
internal sealed class RuleBook(Policy policy, RoutingTableBuilder builder)
{
    // Callers choose headers and metadata, so they choose which rules meet: they must not fill the memory.
    private const int MostKept = 256;

    private readonly RoutingRule[] _rules = [.. policy.Rules.Take(RuleReader.MostRules)];
    private readonly RuleMatcher[] _matchers = [.. policy.Rules.Take(RuleReader.MostRules).Select(rule => new RuleMatcher(rule.When))];

    public bool ReadsSize { get; } = policy.Rules.Any(static rule => new RuleMatcher(rule.When).ReadsSize);

    public bool ReadsTopics { get; } = policy.Rules.Any(static rule => new RuleMatcher(rule.When).ReadsTopics);

    /// <summary>The route of a call under the rules that match it.</summary>
    public Route Apply(TaskDefinition task, Route route, in RuleSubject subject)
    {
        var matched = 0UL;
        for (var index = 0; index < _matchers.Length; index++)
        {
            if (_matchers[index].Matches(subject))
                matched |= 1UL << index;
        }

        if (matched == 0)
            return route;

        var ruled = route.Ruled;
        return ruled.TryGetValue((matched, subject.IsNamed), out var known) ? known : Make(task, route, matched, subject.IsNamed);
    }

    private Route Make(TaskDefinition task, Route route, ulong matched, bool isNamed)
    {
        var chosen = Choose(task, route, matched, isNamed, out var chooser);
        var narrowing = new List<RoutingRule>();
        var names = new List<string>();
        for (var left = matched; left != 0; left &= left - 1)
        {
            var rule = _rules[BitOperations.TrailingZeroCount(left)];
            var holds = rule.Then.Narrows || rule.Then.Cache is not null;
            if (holds)
                narrowing.Add(rule);
            if (holds || ReferenceEquals(rule, chooser))
                names.Add(rule.Name);
        }

        var made = names.Count == 0 ? route : chosen.Under(narrowing, builder.CheckOf(task), string.Join(",", names));
        if (route.Ruled.Count < MostKept)
            route.Ruled[(matched, isNamed)] = made;
        return made;
    }

    /// <summary>The route that the first rule chooses which can choose one. A tier or models without a key are passed over, as everywhere.</summary>
    private Route Choose(TaskDefinition task, Route route, ulong matched, bool isNamed, out RoutingRule? chooser)
    {
        for (var left = matched; left != 0; left &= left - 1)
        {
            var index = BitOperations.TrailingZeroCount(left);
            chooser = _rules[index];
            if (!chooser.Then.Chooses || (isNamed && !_matchers[index].IsAboutAsked))
                continue;

            var chosen = builder.Chosen(task, route, chooser.Then);
            if (chosen.Candidates.Length > 0)
                return chosen.Within(route.Bounds);
        }

        chooser = null;
        return route;
    }
}
