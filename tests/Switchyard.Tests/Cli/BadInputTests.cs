using System.IO.Compression;

namespace Switchyard.Tests;

public class BadInputTests
{
    private const string Row = """{"id":"1","prompt":"p","scores":{"a":1,"b":0},"cost":{"a":0.1,"b":0.2}}""";

    [Theory]
    [InlineData("not json", "line 2 is not JSON")]
    [InlineData("[1]", "line 2 is not a JSON object")]
    [InlineData("""{"id":"1","prompt":"p","scores":{},"cost":{}}""", "line 2 repeats id \"1\"")]
    [InlineData("""{"id":"2","scores":{},"cost":{}}""", "line 2 has no text \"prompt\"")]
    [InlineData("""{"id":"2","prompt":"p","scores":{"a":2},"cost":{"a":1}}""", "\"a\" must be a number from 0 to 1")]
    [InlineData("""{"id":"2","prompt":"p","scores":{"a":1},"cost":{"a":-1}}""", "\"a\" must be a number from 0 on")]
    [InlineData("""{"id":"2","prompt":"p"}""", "neither \"scores\" nor \"model\"")]
    public void A_malformed_line_is_named_and_nothing_is_lost(string line, string sentence)
    {
        using var folder = new TemporaryFolder();
        var output = folder.Write("out.jsonl", "kept");
        var run = Fixture.Run("predict", "--train", folder.Write("t.jsonl", Row, line), "--weak", "a", "--strong", "b", "--in", folder.Write("in.jsonl", Row), "--out", output);
        Assert.Equal(2, run.Code);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.Equal("kept", File.ReadAllText(output).Trim());
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var run = Fixture.Run("eval", "--data", "nowhere.jsonl");
        Assert.Equal(2, run.Code);
        Assert.StartsWith("nowhere.jsonl cannot be read", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_named()
    {
        using var folder = new TemporaryFolder();
        var run = Fixture.Run("predict", "--weak", "a", "--strong", "b", "--in", folder.Write("in.jsonl"), "--out", folder.File("out"));
        Assert.Equal(2, run.Code);
        Assert.Contains("holds no prompts", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("out")));
    }

    [Fact]
    public void What_is_not_gzip_is_named()
    {
        using var folder = new TemporaryFolder();
        var run = Fixture.Run("eval", "--data", folder.Write("d.jsonl.gz", "plain"));
        Assert.Equal(2, run.Code);
        Assert.Contains("is not gzip data", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_file_is_read()
    {
        using var folder = new TemporaryFolder();
        using (var stream = new GZipStream(File.Create(folder.File("in.jsonl.gz")), CompressionMode.Compress)) stream.Write("""{"id":"1","prompt":"p"}"""u8);
        Assert.Equal(0, Fixture.Run("predict", "--weak", "a", "--strong", "b", "--in", folder.File("in.jsonl.gz"), "--out", folder.File("out")).Code);
    }

    [Theory]
    [InlineData("--pool small,unknown", "No training row knows unknown")]
    [InlineData("--pool small,large --ref unknown", "--ref unknown is not in --pool")]
    [InlineData("--pool small,small", "names a model twice")]
    [InlineData("--weak small", "belong together")]
    [InlineData("--weak small --strong small", "name two models")]
    [InlineData("--weak small --strong large --pool small,large", "excludes --pool")]
    [InlineData("--cascade small", "takes two cheap models")]
    [InlineData("--cascade small,medium --ref large", "needs --answers")]
    [InlineData("--cascade small,medium,large --ref large", "takes two cheap models")]
    [InlineData("--quality 0", "--quality is a share")]
    public void A_wrong_plan_is_explained(string options, string sentence)
    {
        using var folder = new TemporaryFolder();
        var run = Fixture.Run(["predict", "--train", Fixture.Path("outcomes.jsonl"), "--in", Fixture.Path("outcomes.jsonl"), "--out", folder.File("out"), .. options.Split(' ')]);
        Assert.Equal(2, run.Code);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("out")));
    }

    [Fact]
    public void A_cascade_of_unknown_models_is_explained()
    {
        using var folder = new TemporaryFolder();
        var data = Fixture.Path("outcomes.jsonl");
        var run = Fixture.Run("predict", "--train", data, "--cascade", "small,unknown", "--answers", data, "--in", data, "--out", folder.File("out"));
        Assert.Equal(2, run.Code);
        Assert.Contains("No training row holds answers of small and unknown", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("predict", "--wrong")]
    [InlineData("eval")]
    [InlineData("nonsense")]
    public void A_wrong_command_line_ends_with_one(params string[] args) => Assert.Equal(1, Fixture.Run(args).Code);

    [Fact]
    public void A_file_that_is_no_model_is_refused()
    {
        using var folder = new TemporaryFolder();
        var run = Fixture.Run("classify", "x", "--model", folder.Write("m.bin", "nothing"));
        Assert.Equal(2, run.Code);
        Assert.Contains("cannot be used", run.Error, StringComparison.Ordinal);
    }
}
