namespace Switchyard.Generators;

/// <summary>The ids of all rules: 1xxx the task's declaration, 2xxx its prompt, 3xxx policy and routes, 4xxx advice on routes and prompts, 5xxx how tasks are called.</summary>
internal static class RuleIds
{
    public const string NotPartial = "SWY1001";
    public const string ClassNotPartial = "SWY1002";
    public const string NoRouter = "SWY1003";
    public const string SeveralRouters = "SWY1004";
    public const string UnsupportedReturn = "SWY1005";
    public const string UnsupportedParameter = "SWY1006";
    public const string IncompleteTask = "SWY1007";
    public const string UnsupportedForm = "SWY1008";
    public const string UnsupportedValue = "SWY1009";
    public const string UnusableConstraint = "SWY1010";

    public const string UnknownPlaceholder = "SWY2001";
    public const string UnusedParameter = "SWY2002";
    public const string EmptyPrompt = "SWY2003";
    public const string MalformedPrompt = "SWY2004";
    public const string UnusableFormat = "SWY2005";
    public const string MissingPromptFile = "SWY2006";

    public const string NoModels = "SWY3001";
    public const string PolicyMistake = "SWY3002";
    public const string ManifestMistake = "SWY3003";
    public const string NoPolicy = "SWY3004";
    public const string UnknownTask = "SWY3005";
    public const string UnknownModel = "SWY3006";
    public const string UnknownProvider = "SWY3007";
    public const string RepeatedProvider = "SWY3008";
    public const string UnknownConstraint = "SWY3009";

    public const string TooCheap = "SWY4001";
    public const string TooDear = "SWY4002";
    public const string OnePointOfFailure = "SWY4003";
    public const string CacheBreaker = "SWY4004";
    public const string ShortCachePrefix = "SWY4005";
    public const string VolatilePrefix = "SWY4006";
    public const string DeprecatedModel = "SWY4007";
    public const string StaleCatalog = "SWY4008";
    public const string CeilingTooLow = "SWY4009";
    public const string LatencyBudget = "SWY4010";
    public const string ShrinkingWindow = "SWY4011";
    public const string CapabilityMismatch = "SWY4012";

    public const string SequentialTasks = "SWY5001";
    public const string TaskInLoop = "SWY5002";
    public const string PromptConcatenation = "SWY5003";
    public const string IgnoredResult = "SWY5004";
    public const string MissingToken = "SWY5005";
    public const string NoCancellation = "SWY5006";
}
