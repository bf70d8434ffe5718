namespace Switchyard;

/// <content>Reading a file, apart: analyzers have the classifier too, and may not.</content>
public sealed partial class PromptClassifier
{
    /// <summary>Loads a classifier that <c>switchyard train</c> wrote.</summary>
    /// <param name="path">The model file.</param>
    /// <exception cref="InvalidDataException">The file is no classifier, or one of another version.</exception>
    public static PromptClassifier Load(string path)
    {
        using var stream = File.OpenRead(path);
        return new PromptClassifier(ClassifierModelFile.Read(stream));
    }
}
