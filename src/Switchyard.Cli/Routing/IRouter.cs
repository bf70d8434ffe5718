namespace Switchyard.Cli;

/// <summary>A trained router: decides about one prompt at a time, knowing nothing of the others.</summary>
internal interface IRouter
{
    Prediction Decide(PromptRow prompt);
}
