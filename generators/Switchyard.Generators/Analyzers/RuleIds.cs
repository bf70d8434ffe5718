namespace Switchyard.Generators;

/// <summary>The ids of all rules: 1xxx the task's declaration, 2xxx its prompt, 3xxx policy and routes.</summary>
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

    public const string UnknownPlaceholder = "SWY2001";
    public const string UnusedParameter = "SWY2002";
    public const string EmptyPrompt = "SWY2003";
    public const string MalformedPrompt = "SWY2004";
    public const string UnusableFormat = "SWY2005";

    public const string NoModels = "SWY3001";
    public const string PolicyMistake = "SWY3002";
    public const string ManifestMistake = "SWY3003";
    public const string NoPolicy = "SWY3004";
    public const string UnknownTask = "SWY3005";
    public const string UnknownModel = "SWY3006";
    public const string UnknownProvider = "SWY3007";
    public const string RepeatedProvider = "SWY3008";
}
