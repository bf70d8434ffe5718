using System.Text;

namespace Switchyard.Tests;

public class PromptReaderTests
{
    [Theory]
    [InlineData("Prove the lemma, then show it again.", "Proof", 3)]
    [InlineData("You must use exactly two words. It must rhyme.", "Constraint", 3)]
    [InlineData("Which one?\nA. 12 cm\nB. 14 cm\nC. none of these", "Choices", 3)]
    [InlineData("Which one?\nA. 12 cm\nB. 14 cm\nC. none of these", "ChoicesWithNumbers", 2)]
    [InlineData("Which one?\nA. 12 cm\nB. 14 cm\nC. none of these", "StemWords", 2)]
    [InlineData("- one\n- two\n3) three", "ListItems", 3)]
    [InlineData("It costs $3.50, not 40% of 1,200.", "Numbers", 3)]
    [InlineData("It costs $3.50, not 40% of 1,200.", "Decimals", 1)]
    [InlineData("```python\nx = 1\n```", "CodeFences", 2)]
    [InlineData("{\"name\": 1, \"age\": 2}", "JsonKeys", 2)]
    [InlineData("user: hello\nassistant: hi\nuser: more", "Turn", 3)]
    [InlineData("The user is an assistant.", "Turn", 0)]
    [InlineData("The capital is ____ today", "Blanks", 1)]
    [InlineData("你好世界", "Words", 4)]
    [InlineData("∀x ∈ A", "MathMarks", 2)]
    [InlineData("Hello, thanks, please go on", "Courtesy", 3)]
    public void Counts(string prompt, string signal, int count) => Assert.Equal(count, Read(prompt).Counts[(int)Enum.Parse<Signal>(signal)]);

    [Fact]
    public void A_plural_is_the_same_word() => Assert.Equal(Read("two prices").Tokens, Read("two price").Tokens);

    [Fact]
    public void A_greeting_leaves_no_word_behind() => Assert.Equal(Read("name the river").Tokens, Read("Hello! name the river").Tokens);

    [Fact]
    public void White_space_changes_no_count()
    {
        var plain = Read("Find x if 2x = 8 and x > 1.\nA. 4\nB. 8");
        var spaced = Read("  Find  x  if  2x  =  8  and  x  >  1.\n\n\nA.  4\nB.  8\n\n ");
        Assert.Equal(plain.Counts, spaced.Counts);
        Assert.Equal(plain.Tokens, spaced.Tokens);
    }

    [Fact]
    public void Of_a_long_text_head_and_tail_are_read()
    {
        var text = "Prove it. " + string.Concat(Enumerable.Repeat("filler words here ", 20_000)) + " Answer in JSON.";
        var (counts, tokens) = Read(text);
        Assert.Equal(1, counts[(int)Signal.Proof]);
        Assert.Equal(1, counts[(int)Signal.OutputForm]);
        Assert.True(tokens.Length <= PromptReader.MaxTokens);
    }

    [Fact]
    public void Any_bytes_are_read_without_fault()
    {
        var random = new Random(3);
        var counts = new int[(int)Signal.Count];
        var tokens = new uint[PromptReader.MaxTokens];
        for (var i = 0; i < 2000; i++)
        {
            var text = new byte[random.Next(0, 200)];
            random.NextBytes(text);
            Assert.InRange(PromptReader.Read(text, counts, tokens), 0, tokens.Length);
        }
    }

    private static (int[] Counts, uint[] Tokens) Read(string prompt)
    {
        var counts = new int[(int)Signal.Count];
        var tokens = new uint[PromptReader.MaxTokens];
        var read = PromptReader.Read(Encoding.UTF8.GetBytes(prompt), counts, tokens);
        return (counts, tokens[..read]);
    }
}
