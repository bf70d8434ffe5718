using System.Threading.Channels;
using Switchyard.Testing;

namespace Switchyard.Tasks.Tests;

/// <summary>Lists that are handed on item by item.</summary>
public sealed class ItemStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{\"items\":[{\"name\":\"a\",\"count\":1},{\"name\":\"b]}\\\"\",\"count\":2}]}")]
    [InlineData("[{\"name\":\"a\",\"count\":1} , {\"name\":\"b]}\\\"\",\"count\":2}\n]")]
    [InlineData("Sure, here:\n```json\n{\"note\":[\"items\",[]],\"items\": [{\"name\":\"a\",\"count\":1},{\"name\":\"b]}\\\"\",\"count\":2}]}\n```")]
    public async Task Every_item_is_found_however_the_text_is_cut(string answer)
    {
        for (var size = 1; size <= answer.Length; size += size < 8 ? 1 : 7)
        {
            await using var stage = new Stage();
            stage.Strict.Then(ScriptedReply.Answer([.. answer.Chunk(size).Select(piece => new string(piece))]));

            var lines = await new Invoices(stage.Router).LinesAsync("…", Token).ToListAsync(Token);

            Assert.Equal([new InvoiceLine("a", 1), new InvoiceLine("b]}\"", 2)], lines);
        }
    }

    [Fact]
    public async Task An_item_comes_before_the_stream_ends()
    {
        // The third piece is never sent: the first item must not wait for it.
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer("{\"items\":[{\"name\":\"a\",", "\"count\":1}", ",") with { SilentAfter = 2 });

        var lines = Channel.CreateUnbounded<InvoiceLine>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var reading = ReadAsync(new Invoices(stage.Router).LinesAsync("…", stop.Token), lines.Writer);

        Assert.Equal(new InvoiceLine("a", 1), await lines.Reader.ReadAsync(Token));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_first_item_that_does_not_fit_fails_over()
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer("{\"items\":[{\"name\":\"a\",", "\"count\":0}]}"));
        stage.Loose.Then(ScriptedReply.Answer("{\"items\":[{\"name\":\"b\",", "\"count\":1}]}"));

        Assert.Equal([new InvoiceLine("b", 1)], await new Invoices(stage.Router).LinesAsync("…", Token).ToListAsync(Token));
    }

    [Fact]
    public async Task A_first_item_that_does_not_fit_is_asked_of_a_stronger_tier_where_the_task_says_so()
    {
        await using var stage = new Stage();
        stage.Strict.Then(
            ScriptedReply.Answer("{\"items\":[{\"name\":\"a\",", "\"count\":0}]}"),
            ScriptedReply.Answer("{\"items\":[{\"name\":\"b\",", "\"count\":1}]}"));

        Assert.Equal([new InvoiceLine("b", 1)], await new Invoices(stage.Router).LinesEscalatingAsync("…", Token).ToListAsync(Token));
        Assert.Equal(["one", "large"], stage.Strict.Requests.Select(request => Stage.Body(request).GetProperty("model").GetString()));
    }

    [Fact]
    public async Task A_later_item_that_does_not_fit_ends_the_stream()
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer("{\"items\":[{\"name\":\"a\",\"count\":1},", "{\"name\":\"b\"}]}"));
        stage.Loose.Then(ScriptedReply.Answer("Something else."));

        var lines = new List<InvoiceLine>();
        var failure = await Assert.ThrowsAsync<TruncatedException>(async () =>
        {
            await foreach (var line in new Invoices(stage.Router).LinesAsync("…", Token))
                lines.Add(line);
        });

        Assert.Equal([new InvoiceLine("a", 1)], lines);
        Assert.Equal(Outcome.InvalidReply, failure.Outcome);
        Assert.Equal("The answer lacks the member \"count\".", failure.Attempts[0].Detail);
    }

    [Fact]
    public async Task A_list_that_does_not_end_fails_over()
    {
        await using var stage = new Stage();
        stage.Strict.Then(ScriptedReply.Answer("I cannot say."));
        stage.Loose.Then(ScriptedReply.Answer("{\"items\":", "[]}"));
        Assert.Empty(await new Invoices(stage.Router).LinesAsync("…", Token).ToListAsync(Token));
        Assert.Single(stage.Loose.Requests);
    }

    private static async Task ReadAsync(IAsyncEnumerable<InvoiceLine> lines, ChannelWriter<InvoiceLine> writer)
    {
        await foreach (var line in lines)
            await writer.WriteAsync(line);
    }
}
