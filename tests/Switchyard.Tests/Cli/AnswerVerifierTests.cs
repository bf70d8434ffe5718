using Switchyard.Cli;

namespace Switchyard.Tests;

public class AnswerVerifierTests
{
    [Theory]
    [InlineData("12", " 12 ", true)]
    [InlineData("1,200", "1200.0", true)]
    [InlineData("$5", "5", true)]
    [InlineData("Done!", "done!", true)]
    [InlineData("12", "13", false)]
    [InlineData("", "", false)]
    [InlineData("a", "b", false)]
    public void Answers_agree_whatever_their_dress(string a, string b, bool agree) => Assert.Equal(agree, AnswerVerifier.Agree(a, b));
}
