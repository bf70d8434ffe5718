using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Switchyard.Benchmarks.Calls;

/// <summary>What a careful developer writes without any library: HttpClient, source-generated JSON, the framework's SSE parser.</summary>
internal sealed class HandWrittenCaller : ICaller, IDisposable
{
    private readonly HttpClient _http = new();
    private readonly Uri _address;

    public HandWrittenCaller(Uri endpoint)
    {
        _address = new(endpoint + "/chat/completions");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "key");
    }

    public string Name => "HttpClient, hand-written";

    public async Task<int> CompleteAsync(string message)
    {
        using var response = await _http.PostAsJsonAsync(_address, Request(message, isStream: false), WireJson.Default.WireRequest);
        response.EnsureSuccessStatusCode();
        var reply = await response.Content.ReadFromJsonAsync(WireJson.Default.WireReply);
        return reply!.Choices[0].Message!.Content!.Length;
    }

    public async Task<int> StreamAsync(string message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = JsonContent.Create(Request(message, isStream: true), WireJson.Default.WireRequest),
        };
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync();
        var length = 0;
        await foreach (var item in SseParser.Create(stream, static (_, data) => Parse(data)).EnumerateAsync())
            length += item.Data?.Choices is [{ Delta.Content: { } text }, ..] ? text.Length : 0;
        return length;
    }

    public void Dispose() => _http.Dispose();

    private static WireReply? Parse(ReadOnlySpan<byte> data) =>
        data.SequenceEqual("[DONE]"u8) ? null : JsonSerializer.Deserialize(data, WireJson.Default.WireReply);

    private static WireRequest Request(string message, bool isStream) => new()
    {
        Model = "gpt-6-luna",
        Messages = [new() { Role = "system", Content = BenchmarkDesk.Instruction }, new() { Role = "user", Content = message }],
        Stream = isStream ? true : null,
        StreamOptions = isStream ? new() { IncludeUsage = true } : null,
    };
}
