using System.Text;

namespace Switchyard.Tests;

public class PromptClassifierTests
{
    [Theory]
    [InlineData("hi", Tier.Cheap)]
    [InlineData("Translate this to French: good morning", Tier.Cheap)]
    [InlineData("What is the capital of France?", Tier.Cheap)]
    [InlineData("Prove that the sum of two even integers is even. You must use exactly three steps, avoid induction, and show every lemma.", Tier.Frontier)]
    public void Plain_cases(string prompt, Tier tier) => Assert.Equal(tier, Classify(prompt).Tier);

    [Fact]
    public void It_says_why()
    {
        var verdict = Classify("Prove that the sum of two even integers is even. You must use exactly three steps, avoid induction, and show every lemma.");
        Assert.StartsWith("frontier: asks for a proof; 3 constraints", verdict.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Was ist die Hauptstadt von Frankreich?")]
    [InlineData("フランスの首都はどこですか")]
    [InlineData("¿Cuál es la capital de Francia y por qué?")]
    [InlineData("Назови столицу Франции")]
    [InlineData("ما هي عاصمة فرنسا؟")]
    public void Other_languages_fall_to_the_middle(string prompt) => Assert.Equal(Tier.Mid, Classify(prompt).Tier);

    [Fact]
    public void A_decision_allocates_nothing()
    {
        byte[][] prompts = [.. new[] { 0, 10, 2048, 32 * 1024, 200_000 }.Select(n => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Prove it, 12 é 漢 A. b\n", n / 20))))];
        foreach (var prompt in prompts) PromptClassifier.Default.Classify(prompt);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sum = 0f;
        for (var i = 0; i < 100; i++)
        {
            foreach (var prompt in prompts) sum += PromptClassifier.Default.Classify(prompt).Difficulty;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);
    }

    [Fact]
    public void Thresholds_can_be_moved()
    {
        var prompt = Encoding.UTF8.GetBytes("What is the capital of France?");
        Assert.Equal(Tier.Frontier, PromptClassifier.Default.WithThresholds(0, 0).Classify(prompt).Tier);
        Assert.Throws<ArgumentOutOfRangeException>(() => PromptClassifier.Default.WithThresholds(0.9f, 0.1f));
    }

    [Fact]
    public void The_model_that_ships_says_where_it_comes_from_and_is_small()
    {
        Assert.Contains("sha256:", PromptClassifier.Default.Provenance, StringComparison.Ordinal);
        Assert.Contains("licences", PromptClassifier.Default.Provenance, StringComparison.Ordinal);
        using var stream = typeof(PromptClassifier).Assembly.GetManifestResourceStream("Switchyard.classifier.bin")!;
        Assert.InRange(stream.Length, 100_000, 1_000_000);
    }

    [Fact]
    public void A_model_file_is_read_as_it_was_written()
    {
        using var stream = new MemoryStream();
        ClassifierModelFile.Write(PromptClassifier.Default.Model, stream);
        stream.Position = 0;
        var again = new PromptClassifier(ClassifierModelFile.Read(stream));
        var prompt = Encoding.UTF8.GetBytes("Explain why the sky is blue; give 3 reasons.");
        Assert.Equal(PromptClassifier.Default.Classify(prompt).Difficulty, again.Classify(prompt).Difficulty);
        Assert.Equal(PromptClassifier.Default.PredictSuccess(prompt, 0), again.PredictSuccess(prompt, 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(5000)]
    public void A_truncated_model_file_is_refused(int length)
    {
        using var stream = new MemoryStream();
        ClassifierModelFile.Write(PromptClassifier.Default.Model, stream);
        Assert.Throws<InvalidDataException>(() => ClassifierModelFile.Read(new MemoryStream(stream.ToArray(), 0, length)));
    }

    [Fact]
    public void Success_is_a_share()
    {
        var prompt = Encoding.UTF8.GetBytes("What is 12 times 14?");
        for (var m = 0; m < PromptClassifier.Default.Models.Count; m++) Assert.InRange(PromptClassifier.Default.PredictSuccess(prompt, m), 0, 1);
    }

    private static PromptVerdict Classify(string prompt) => PromptClassifier.Default.Classify(Encoding.UTF8.GetBytes(prompt));
}
