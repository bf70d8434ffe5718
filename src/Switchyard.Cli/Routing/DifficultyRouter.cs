using System.Text;

namespace Switchyard.Cli;

/// <summary>Ranks prompts by the shipped classifier's difficulty: all that can be said of models without any outcome.</summary>
internal sealed class DifficultyRouter(PromptClassifier classifier) : IRouter
{
    public Prediction Decide(PromptRow prompt) => new(prompt.Id, classifier.Classify(Encoding.UTF8.GetBytes(prompt.Prompt)).Difficulty, null);
}
