using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>The rules: the one home of their titles, messages and severities.</summary>
internal static class Descriptors
{
    /// <summary>Where the rules' pages stand; a page is this and the id.</summary>
    public const string HelpLink = "https://github.com/switchyard-dotnet/switchyard/blob/main/docs/rules/";

    private const string Task = "Switchyard.Task";
    private const string Prompt = "Switchyard.Prompt";
    private const string Route = "Switchyard.Route";
    private const string Advice = "Switchyard.Advice";
    private const string Call = "Switchyard.Call";

    public static readonly DiagnosticDescriptor NotPartial = new(
        RuleIds.NotPartial, "A task must be a partial method without a body",
        "Task '{0}' must be a partial method without a body, because the body is generated; make it partial and remove the body",
        Task, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.NotPartial));

    public static readonly DiagnosticDescriptor ClassNotPartial = new(
        RuleIds.ClassNotPartial, "A type that contains a task must be partial",
        "'{0}' contains the task '{1}' and so must be partial; add the modifier",
        Task, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.ClassNotPartial));

    public static readonly DiagnosticDescriptor NoRouter = new(
        RuleIds.NoRouter, "A task needs a Router",
        "Task '{0}' finds no Router; give '{1}' a field, property or primary-constructor parameter of type Switchyard.Router that the task can reach",
        Task, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.NoRouter));

    public static readonly DiagnosticDescriptor SeveralRouters = new(
        RuleIds.SeveralRouters, "A task needs one Router, not several",
        "Task '{0}' finds several routers ({1}); leave one, or take the one to use as a parameter of the task",
        Task, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.SeveralRouters));

    public static readonly DiagnosticDescriptor UnsupportedReturn = new(
        RuleIds.UnsupportedReturn, "A task cannot return this type",
        "Task '{0}' cannot return '{1}'; return ValueTask or Task of a value or of RoutedResult of a value, or IAsyncEnumerable of text or items",
        Task, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.UnsupportedReturn));

    public static readonly DiagnosticDescriptor UnsupportedParameter = new(
        RuleIds.UnsupportedParameter, "A task cannot take this parameter",
        "Parameter '{0}' of task '{1}' cannot be '{2}'; use text, bool, an enum, a number, date or other IFormattable, a record, list or dictionary of such, ImageContent, FileContent, chat messages, one [Session] string or one CancellationToken, by value",
        Task, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.UnsupportedParameter));

    public static readonly DiagnosticDescriptor IncompleteTask = new(
        RuleIds.IncompleteTask, "A task needs both [Tier] and [Prompt]",
        "Task '{0}' lacks {1}; a task needs both [Tier] and [Prompt]",
        Task, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.IncompleteTask));

    public static readonly DiagnosticDescriptor UnsupportedForm = new(
        RuleIds.UnsupportedForm, "A task cannot have this form",
        "Task '{0}' cannot be implemented: {1}",
        Task, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.UnsupportedForm));

    public static readonly DiagnosticDescriptor UnsupportedValue = new(
        RuleIds.UnsupportedValue, "A type holds what has no form in JSON",
        "Task '{0}' cannot {1} '{2}': '{3}' {4}",
        Task, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.UnsupportedValue));

    public static readonly DiagnosticDescriptor UnusableConstraint = new(
        RuleIds.UnusableConstraint, "A constraint cannot hold",
        "[{0}] of '{1}' {2}",
        Task, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.UnusableConstraint));

    public static readonly DiagnosticDescriptor UnknownPlaceholder = new(
        RuleIds.UnknownPlaceholder, "A placeholder names no parameter",
        "[{0}] of '{1}' has the placeholder '{2}', which is no parameter of the task: {3}",
        Prompt, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.UnknownPlaceholder));

    public static readonly DiagnosticDescriptor UnusedParameter = new(
        RuleIds.UnusedParameter, "A parameter is in no prompt",
        "Parameter '{0}' of task '{1}' is in no prompt, so no model sees it; write {{{0}}} into the prompt or remove the parameter",
        Prompt, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.UnusedParameter));

    public static readonly DiagnosticDescriptor EmptyPrompt = new(
        RuleIds.EmptyPrompt, "A prompt is empty",
        "[{0}] of '{1}' is empty; write what the model is asked for",
        Prompt, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.EmptyPrompt));

    public static readonly DiagnosticDescriptor MalformedPrompt = new(
        RuleIds.MalformedPrompt, "A brace in a prompt belongs to no placeholder",
        "[{0}] of '{1}' has a brace that belongs to no placeholder, at '{2}'; double it to mean the brace itself",
        Prompt, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.MalformedPrompt));

    public static readonly DiagnosticDescriptor UnusableFormat = new(
        RuleIds.UnusableFormat, "A placeholder has a format that its parameter cannot take",
        "Placeholder '{1}' of '{0}' has the format '{2}', but its parameter takes none; remove the format",
        Prompt, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.UnusableFormat));

    public static readonly DiagnosticDescriptor MissingPromptFile = new(
        RuleIds.MissingPromptFile, "A prompt's file is not there",
        "[{0}] of '{1}' names the file '{2}', which the build does not see; put it under prompts/, or add <AdditionalFiles Include=\"{2}\" /> to the project",
        Prompt, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.MissingPromptFile));

    public static readonly DiagnosticDescriptor NoModels = new(
        RuleIds.NoModels, "No model can answer a task",
        "No model can answer task '{0}': {1}",
        Route, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.NoModels));

    public static readonly DiagnosticDescriptor PolicyMistake = new(
        RuleIds.PolicyMistake, "The policy file has a mistake",
        "{0}: {1}",
        Route, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.PolicyMistake));

    public static readonly DiagnosticDescriptor ManifestMistake = new(
        RuleIds.ManifestMistake, "A provider manifest has a mistake",
        "{0}: {1}",
        Route, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.ManifestMistake));

    public static readonly DiagnosticDescriptor NoPolicy = new(
        RuleIds.NoPolicy, "There are tasks but no policy",
        "The build finds no switchyard.json, so it cannot tell which models answer task '{0}': put a switchyard.json beside the project file",
        Route, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.NoPolicy), customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor UnknownTask = new(
        RuleIds.UnknownTask, "The policy names a task that does not exist",
        "The policy names the task '{0}', which nothing declares; correct the id{1} or remove the entry",
        Route, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.UnknownTask), customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor UnknownModel = new(
        RuleIds.UnknownModel, "The policy names a model that no manifest has",
        "The policy names the model '{0}', which no manifest has; correct the id{1} or add its manifest",
        Route, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.UnknownModel));

    public static readonly DiagnosticDescriptor UnknownProvider = new(
        RuleIds.UnknownProvider, "The policy names a provider that has no manifest",
        "The policy names the provider '{0}', which has no manifest; correct the id{1} or add its manifest",
        Route, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.UnknownProvider));

    public static readonly DiagnosticDescriptor RepeatedProvider = new(
        RuleIds.RepeatedProvider, "Two manifests have one provider id",
        "The provider id '{0}' is that of {1} already; leave one of the two manifests or give this one another id",
        Route, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.RepeatedProvider));

    public static readonly DiagnosticDescriptor UnknownConstraint = new(
        RuleIds.UnknownConstraint, "A constraint names what no manifest has",
        "[{0}] names the {1} '{2}', which no manifest has; correct the id{3} or add its manifest",
        Route, DiagnosticSeverity.Error, true, helpLinkUri: Link(RuleIds.UnknownConstraint));

    public static readonly DiagnosticDescriptor TooCheap = new(
        RuleIds.TooCheap, "A task asks more than cheap models answer well",
        "Task '{0}' is for cheap models, but its prompt {1}; [Tier({2})] would fit",
        Advice, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.TooCheap));

    public static readonly DiagnosticDescriptor TooDear = new(
        RuleIds.TooDear, "A task asks less than a frontier model is needed for",
        "Task '{0}' is for frontier models, but it only {1}; [Tier({2})] would fit",
        Advice, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.TooDear));

    public static readonly DiagnosticDescriptor OnePointOfFailure = new(
        RuleIds.OnePointOfFailure, "All models of a task fail together",
        "Task '{0}' has one point of failure: {1}; add a model of another provider to its tier",
        Advice, DiagnosticSeverity.Info, true, helpLinkUri: Link(RuleIds.OnePointOfFailure));

    public static readonly DiagnosticDescriptor CacheBreaker = new(
        RuleIds.CacheBreaker, "A variable stands before text that could be cached",
        "'{{{1}}}' stands before about {2} tokens of constant text of task '{0}', which so are in no prompt cache; put the constant text first",
        Advice, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.CacheBreaker));

    public static readonly DiagnosticDescriptor ShortCachePrefix = new(
        RuleIds.ShortCachePrefix, "A prompt is just too short to be cached",
        "The constant beginning of task '{0}' has about {1} tokens, and {2} caches from {3}; some more constant text in front would make every call cheaper",
        Advice, DiagnosticSeverity.Info, true, helpLinkUri: Link(RuleIds.ShortCachePrefix));

    public static readonly DiagnosticDescriptor VolatilePrefix = new(
        RuleIds.VolatilePrefix, "A value that is never the same stands before text that could be cached",
        "'{{{1}}}' of task '{0}' is another value in every call, so that nothing behind it is in a prompt cache; put it last",
        Advice, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.VolatilePrefix));

    public static readonly DiagnosticDescriptor DeprecatedModel = new(
        RuleIds.DeprecatedModel, "The policy names a model that is deprecated",
        "The policy names the model '{0}', which its vendor has deprecated; its successor is '{1}'",
        Advice, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.DeprecatedModel));

    public static readonly DiagnosticDescriptor StaleCatalog = new(
        RuleIds.StaleCatalog, "The figures of a manifest are old",
        "The figures of {0} are of {1}, more than {2} days ago; look them up again, or raise switchyard_catalog_max_age_days",
        Advice, DiagnosticSeverity.Info, true, helpLinkUri: Link(RuleIds.StaleCatalog));

    public static readonly DiagnosticDescriptor CeilingTooLow = new(
        RuleIds.CeilingTooLow, "A cost ceiling leaves no room for an answer",
        "Task '{0}' may cost {1} USD a call, but its constant text and the shortest useful answer alone cost about {3} USD at '{2}', the cheapest of its models; raise {4}, shorten the prompt, or choose a cheaper tier",
        Advice, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.CeilingTooLow));

    public static readonly DiagnosticDescriptor LatencyBudget = new(
        RuleIds.LatencyBudget, "A latency budget is shorter than the time limits",
        "Task '{0}' chooses models that usually answer within {1} ms, but the policy's limits let a call take {2} s; lower \"limits\" in switchyard.json to hold calls to the budget",
        Advice, DiagnosticSeverity.Info, true, helpLinkUri: Link(RuleIds.LatencyBudget));

    public static readonly DiagnosticDescriptor ShrinkingWindow = new(
        RuleIds.ShrinkingWindow, "A fallback holds much less than the first model",
        "What task '{0}' sends may fit '{1}' ({2} tokens) but not '{3}' ({4} tokens), which then is no fallback; choose one with a larger context window, or keep the arguments short",
        Advice, DiagnosticSeverity.Info, true, helpLinkUri: Link(RuleIds.ShrinkingWindow));

    public static readonly DiagnosticDescriptor CapabilityMismatch = new(
        RuleIds.CapabilityMismatch, "Some models of a task cannot do what it asks for",
        "Not every model of task '{0}' can do what it asks for: {1}; choose models that can",
        Advice, DiagnosticSeverity.Info, true, helpLinkUri: Link(RuleIds.CapabilityMismatch));

    public static readonly DiagnosticDescriptor SequentialTasks = new(
        RuleIds.SequentialTasks, "Tasks that do not need each other wait for each other",
        "{0} are awaited one after the other, though none needs the answer of another; start them together",
        Call, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.SequentialTasks));

    public static readonly DiagnosticDescriptor TaskInLoop = new(
        RuleIds.TaskInLoop, "A task is awaited in a loop",
        "'{0}' is awaited in every round of a loop, though no round needs the answer of another; start the rounds together",
        Call, DiagnosticSeverity.Info, true, helpLinkUri: Link(RuleIds.TaskInLoop));

    public static readonly DiagnosticDescriptor PromptConcatenation = new(
        RuleIds.PromptConcatenation, "Instructions and data are joined in one argument",
        "Argument '{0}' of task '{1}' joins instructions with data, which a model cannot tell apart; write the instructions into the prompt and pass the data alone",
        Call, DiagnosticSeverity.Warning, true, helpLinkUri: Link(RuleIds.PromptConcatenation));

    public static readonly DiagnosticDescriptor IgnoredResult = new(
        RuleIds.IgnoredResult, "The answer of a task is not used",
        "The answer of task '{0}' is {1}",
        Call, DiagnosticSeverity.Info, true, helpLinkUri: Link(RuleIds.IgnoredResult));

    public static readonly DiagnosticDescriptor MissingToken = new(
        RuleIds.MissingToken, "A task is called without the cancellation token at hand",
        "Task '{0}' takes a CancellationToken, and '{1}' is at hand; pass it",
        Call, DiagnosticSeverity.Info, true, helpLinkUri: Link(RuleIds.MissingToken));

    public static readonly DiagnosticDescriptor NoCancellation = new(
        RuleIds.NoCancellation, "A user interface calls a task that cannot be cancelled",
        "'{0}' handles an event and calls task '{1}', which {2}, so that a user who leaves waits or pays for nothing; {3}",
        Call, DiagnosticSeverity.Info, true, helpLinkUri: Link(RuleIds.NoCancellation));

    private static string Link(string id) => $"{HelpLink}{id}.md";
}
