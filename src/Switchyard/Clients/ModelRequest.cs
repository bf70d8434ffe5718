namespace Switchyard;

/// <summary>Writes the requests of model clients.</summary>
internal static class ModelRequest
{
    /// <summary>A request of a text.</summary>
    public static Call Text(IModelClient model, string prompt, string? system)
    {
        var call = Begin(model, system, Capabilities.None);
        call.WriteJson("{\"role\":\"user\",\"content\":\""u8);
        call.WriteText(prompt);
        call.WriteJson("\"}]"u8);
        return call;
    }

    /// <summary>A request of a text and whatever else is shown to the model.</summary>
    public static Call Parts<T>(IModelClient model, string prompt, T[] parts, string? system, Capabilities needs, Action<Call, T> write)
    {
        var call = Begin(model, system, needs);
        call.WriteJson("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\""u8);
        call.WriteText(prompt);
        call.WriteJson("\"}"u8);
        foreach (var part in parts)
            write(call, part);
        call.WriteJson("]}]"u8);
        return call;
    }

    /// <summary>A request of a text, with the beginning of its answer.</summary>
    public static Call Continuing(IModelClient model, string prompt, string beginning, string? system)
    {
        var call = Begin(model, system, Capabilities.Prefill);
        call.WriteJson("{\"role\":\"user\",\"content\":\""u8);
        call.WriteText(prompt);
        call.WriteJson("\"},{\"role\":\"assistant\",\"content\":\""u8);
        call.WriteText(beginning);
        call.WriteJson("\"}]"u8);
        return call;
    }

    /// <summary>A request of vectors.</summary>
    public static Call Embeddings(IModelClient model, string[] texts)
    {
        var call = model.Router.Begin(model.Definition);
        call.Operation = ProviderOperation.Embeddings;
        call.Needs |= Capabilities.Embeddings;
        for (var index = 0; index < texts.Length; index++)
        {
            call.WriteJson(index == 0 ? ",\"input\":[\""u8 : ",\""u8);
            call.WriteText(texts[index]);
            call.WriteJson("\""u8);
        }

        call.WriteJson("]"u8);
        return call;
    }

    private static Call Begin(IModelClient model, string? system, Capabilities needs)
    {
        var call = model.Router.Begin(model.Definition);
        call.Needs |= needs;
        call.WriteJson(",\"messages\":["u8);
        if (!string.IsNullOrEmpty(system))
        {
            call.WriteJson("{\"role\":\"system\",\"content\":\""u8);
            call.WriteText(system);
            call.WriteJson("\"},"u8);
        }

        return call;
    }
}
