using System.Net;

namespace Switchyard.Gateway.Tests;

public sealed class RepeatedMemberTests
{
    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"cheap","model":"big","messages":[{"role":"user","content":"a"}]}""", "model")]
    [InlineData("/v1/chat/completions", """{"model":"cheap","mod\u0065l":"big","messages":[{"role":"user","content":"a"}]}""", "model")]
    [InlineData("/v1/chat/completions", """{"model":"cheap","messages":[{"role":"user","content":"a"}],"messages":[{"role":"user","content":"b"}]}""", "messages")]
    [InlineData("/v1/chat/completions", """{"model":"cheap","temperature":1,"messages":[{"role":"user","content":"a"}],"temperature":2}""", "temperature")]
    [InlineData("/v1/messages", """{"model":"cheap","max_tokens":5,"max_tokens":9,"messages":[{"role":"user","content":"a"}]}""", "max_tokens")]
    [InlineData("/v1/responses", """{"model":"cheap","input":"a","input":"b"}""", "input")]
    [InlineData("/v1/embeddings", """{"model":"cheap","input":"a","input":"b"}""", "input")]
    public async Task A_member_that_is_there_twice_is_refused_by_its_name(string path, string body, string name)
    {
        await using var scene = await GatewayScene.StartAsync();
        var error = (await scene.PostAsync(body, HttpStatusCode.BadRequest, path)).GetProperty("error");
        Assert.Contains($"\"{name}\" is there twice", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(scene.A.Server.Requests);
    }

    [Fact]
    public async Task What_is_not_the_gateways_to_read_goes_on_as_it_came()
    {
        await using var scene = await GatewayScene.StartAsync();
        await scene.PostAsync(GatewayScene.Body("cheap", ",\"x\":1,\"x\":2,\"tools\":[],\"functions\":[]"), HttpStatusCode.OK);
        Assert.Single(scene.A.Server.Requests);
    }
}
