using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Finds the answer to a request: the scripted one, or an honest stand-in of the shape that was asked for.</summary>
internal static class AnswerComposer
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Answer Compose(SimulatedModel model, SimulatedRequest request)
    {
        if (request.Embedding is not null)
            return new([], "stop", null);

        var tool = request.RequiredTool ?? (request.MayCallTools ? Scripted(model, model.ToolChoice, request) : null);
        var text = Scripted(model, model.Answer, request) ?? StandIn(model, request, tool);
        foreach (var stop in request.Stop)
        {
            if (stop.Length > 0 && text.IndexOf(stop, StringComparison.Ordinal) is >= 0 and var at)
                text = text[..at];
        }

        var tokens = SimulatedTokens.Split(text);
        var limit = Math.Max(0, Math.Min(request.MaxTokens ?? int.MaxValue, model.MaxOutputTokens) - model.ReasoningTokens);
        return tokens.Count > limit
            ? new([.. tokens.Take(limit)], "length", tool)
            : new(tokens, tool is null ? "stop" : "tool_calls", tool);
    }

    private static string? Scripted(SimulatedModel model, Func<SimulatedRequest, string?>? script, SimulatedRequest request)
    {
        try
        {
            return script?.Invoke(request);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The script is the test's own code: its fault should be seen, not swallowed.
            throw new ApiException(new(500, $"[simulated] A script of '{model.Id}' failed: {e.Message}", "server_error"));
        }
    }

    private static string StandIn(SimulatedModel model, SimulatedRequest request, string? tool)
    {
        if (tool is not null)
            return Parameters(request, tool) is { } parameters ? Sample(parameters, request) : "{}";
        if (request.Schema is { } schema)
            return Sample(schema, request);
        return request.IsJsonObject ? JsonObject(model, request) : StandInText.Compose(model, request);
    }

    // A script may name a tool that is not on offer, as models do at times.
    private static JsonElement? Parameters(SimulatedRequest request, string tool)
    {
        for (var i = 0; i < request.Tools.Count; i++)
        {
            if (request.Tools[i] == tool)
                return request.ToolParameters[i];
        }

        return null;
    }

    private static string Sample(JsonElement schema, SimulatedRequest request)
    {
        var hash = StableHash.Start;
        foreach (var message in request.Messages)
            hash = StableHash.Add(StableHash.Add(hash, message.Role), message.Text);
        return Write(json => new SchemaSampler(schema, StableHash.Random(hash)).Write(json));
    }

    private static string JsonObject(SimulatedModel model, SimulatedRequest request) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("simulated"u8, true);
        json.WriteString("model"u8, model.Id);
        json.WriteNumber("prompt_tokens"u8, request.InputTokens);
        json.WriteEndObject();
    });

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_json))
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
