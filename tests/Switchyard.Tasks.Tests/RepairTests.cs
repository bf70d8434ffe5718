using Switchyard.Testing;

namespace Switchyard.Tasks.Tests;

/// <summary>One chance to mend an answer that does not fit, where the task asks for it.</summary>
public sealed class RepairTests
{
    private const string Good = """{"invoice_number":"AB12","total":1,"category":null,"lines":[],"customer":"Ann"}""";
    private const string Bad = """{"invoice_number":"AB12","total":-1,"category":null,"lines":[],"customer":"Ann \"\n"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_model_is_asked_again_with_its_mistake()
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer(Bad), ScriptedReply.Answer(Good));

        var result = await new Invoices(stage.Router).ReadWithRepairAsync("…", Token);

        Assert.Equal("AB12", result.Value.Number);
        Assert.Equal(["strict/one", "strict/one"], result.Attempts.Select(attempt => attempt.Model));
        var messages = Stage.Body(stage.Strict.Requests[1]).GetProperty("messages").EnumerateArray()
            .Select(message => (message.GetProperty("role").GetString(), message.GetProperty("content").GetString()))
            .ToList();
        Assert.Equal(
            [
                ("user", "Read: …"),
                ("assistant", Bad),
                ("user", "That answer does not fit the schema. \"total\" must be a number from 0 to 1000000. Give the whole answer again, mended, and nothing else."),
            ],
            messages);
        Assert.True(Stage.Body(stage.Strict.Requests[1]).TryGetProperty("response_format", out _));
    }

    [Fact]
    public async Task It_is_asked_once_then_the_next_one()
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer(Bad), ScriptedReply.Answer(Bad));
        stage.Loose.Then(ScriptedReply.Answer(Good));

        var result = await new Invoices(stage.Router).ReadWithRepairAsync("…", Token);

        Assert.Equal(["strict/one", "strict/one", "loose/two"], result.Attempts.Select(attempt => attempt.Model));
        Assert.Contains("fits the following JSON schema", stage.Loose.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_asked_once_then_a_stronger_one()
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer(Bad), ScriptedReply.Answer(Bad), ScriptedReply.Answer(Good));

        var result = await new Invoices(stage.Router).ReadEscalatingAsync("…", Token);

        Assert.Equal([("strict/one", Tier.Cheap), ("strict/one", Tier.Cheap), ("strict/large", Tier.Mid)], result.Attempts.Select(attempt => (attempt.Model, attempt.Tier)));
        Assert.Empty(stage.Loose.Requests);
    }

    [Fact]
    public async Task It_is_an_attempt_of_the_budget()
    {
        await using var stage = new Stage(policy => policy with { Limits = policy.Limits with { Attempts = 1 } });
        stage.Strict.Then(ScriptedReply.Answer(Bad));

        var failure = await Assert.ThrowsAsync<RoutingException>(() => new Invoices(stage.Router).ReadWithRepairAsync("…", Token).AsTask());

        Assert.Equal(Outcome.InvalidReply, failure.Outcome);
        Assert.EndsWith("What was wrong with the last answer: \"total\" must be a number from 0 to 1000000.", failure.Message, StringComparison.Ordinal);
        Assert.Single(stage.Strict.Requests);
    }

    [Fact]
    public async Task Without_the_attribute_the_next_one_is_asked()
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer(Bad));
        stage.Loose.Then(ScriptedReply.Answer(Good));

        await new Invoices(stage.Router).ReadAsync("…", Token);

        Assert.Single(stage.Strict.Requests);
        Assert.Single(stage.Loose.Requests);
    }
}
