namespace Switchyard.Simulator;

/// <summary>Refuses what the model cannot do.</summary>
internal static class ModelRules
{
    public static void Check(SimulatedModel model, SimulatedRequest request)
    {
        CheckKind(model, request);
        foreach (var parameter in model.UnsupportedParameters)
        {
            if (JsonCheck.Optional(request.Body, parameter) is not null)
                throw ApiException.Unsupported(parameter);
        }

        Require(model, SimulatedCapabilities.Streaming, request.IsStream, "stream");
        Require(model, SimulatedCapabilities.Tools, request.Tools.Count > 0, "tools");
        Require(model, SimulatedCapabilities.Vision, request.HasImages, "messages");
        RequireFormat(model, SimulatedCapabilities.JsonObject, request.IsJsonObject, "json_object");
        RequireFormat(model, SimulatedCapabilities.JsonSchema, request.Schema is not null, "json_schema");
        CheckLength(model, request);
    }

    private static void CheckKind(SimulatedModel model, SimulatedRequest request)
    {
        if (request.Embedding is null && model.EmbeddingDimensions is not null)
            throw new ApiException(new(404, $"'{model.Id}' is not a chat model: it makes embeddings.", Param: "model", Code: "model_not_found"));
        if (request.Embedding is not null && model.EmbeddingDimensions is null)
            throw new ApiException(new(404, $"'{model.Id}' makes no embeddings.", Param: "model", Code: "model_not_found"));
        if (request.Embedding?.Dimensions > model.EmbeddingDimensions)
            throw ApiException.InvalidValue("dimensions", $"this model has at most {model.EmbeddingDimensions}.");
    }

    private static void Require(SimulatedModel model, SimulatedCapabilities capability, bool isAskedFor, string parameter)
    {
        if (isAskedFor && !model.Capabilities.HasFlag(capability))
            throw parameter == "messages" ? NoImages() : ApiException.Unsupported(parameter);
    }

    private static ApiException NoImages() => new(new(
        400, "Invalid content type. image_url is only supported by certain models.", Param: "messages"));

    private static void RequireFormat(SimulatedModel model, SimulatedCapabilities capability, bool isAskedFor, string type)
    {
        if (isAskedFor && !model.Capabilities.HasFlag(capability))
        {
            throw new ApiException(new(
                400, $"Invalid parameter: 'response_format' of type '{type}' is not supported with this model.", Param: "response_format"));
        }
    }

    private static void CheckLength(SimulatedModel model, SimulatedRequest request)
    {
        if (request.MaxTokens > model.MaxOutputTokens)
        {
            var parameter = JsonCheck.Optional(request.Body, "max_completion_tokens") is null ? "max_tokens" : "max_completion_tokens";
            throw new ApiException(new(
                400,
                $"{parameter} is too large: {request.MaxTokens}. This model supports at most {model.MaxOutputTokens} completion tokens, whereas you provided {request.MaxTokens}.",
                Param: parameter,
                Code: "invalid_value"));
        }

        var wanted = request.InputTokens + (long)(request.MaxTokens ?? 0);
        if (wanted > model.ContextWindow)
        {
            throw new ApiException(new(
                400,
                $"This model's maximum context length is {model.ContextWindow} tokens. However, your messages resulted in {request.InputTokens} tokens"
                + (request.MaxTokens is { } most ? $" and you asked for {most} more." : ".") + " Please reduce the length of the messages.",
                Param: "messages",
                Code: "context_length_exceeded"));
        }
    }
}
