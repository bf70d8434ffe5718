namespace Switchyard;

/// <summary>Reads the models of a manifest.</summary>
internal static class ModelReader
{
    // Some forty times the dearest price there is, and with the longest context that a manifest can state still a sum that the integers of a call hold.
    private const decimal MostUsd = 4000;

    public static List<ModelManifest> Read(ConfigurationNode list, string? source, string? date, ConfigurationNodeMapper mapper)
    {
        var models = new List<ModelManifest>();
        foreach (var item in mapper.Items(list))
        {
            if (Map(item, source, date, mapper) is not { } model)
                continue;
            if (models.Any(other => other.Id == model.Id))
                mapper.Error(item, $"The model \"{model.Id}\" stands here twice; remove one.");
            else
                models.Add(model);
        }

        return models;
    }

    private static ModelManifest? Map(ConfigurationNode node, string? source, string? date, ConfigurationNodeMapper mapper)
    {
        var members = mapper.Members(node, "id", "tier", "price", "contextWindow", "maxOutput", "cacheMinimum", "successor", "capabilities", "source", "date");
        if (mapper.Text(mapper.Required(node, members, "id")) is not { } id)
            return null;

        return new()
        {
            Id = id,
            Tier = Member("tier") is { } tier ? MapTier(tier, mapper) : null,
            Price = Member("price") is { } price ? MapPrice(price, mapper) : null,
            ContextWindow = mapper.PositiveInteger(Member("contextWindow")),
            MaxOutput = mapper.PositiveInteger(Member("maxOutput")),
            CacheMinimum = mapper.PositiveInteger(Member("cacheMinimum")),
            Successor = mapper.Text(Member("successor")),
            Capabilities = MapCapabilities(Member("capabilities"), mapper),
            Source = mapper.Text(Member("source")) ?? source,
            Date = mapper.Date(Member("date")) ?? date,
        };

        ConfigurationNode? Member(string name) => members.TryGetValue(name, out var member) ? member : null;
    }

    private static Tier? MapTier(ConfigurationNode node, ConfigurationNodeMapper mapper)
    {
        switch (mapper.Text(node))
        {
            case "cheap": return Tier.Cheap;
            case "mid": return Tier.Mid;
            case "frontier": return Tier.Frontier;
            case { } text: mapper.Error(node, $"\"{text}\" is no tier; write cheap, mid or frontier."); return null;
            default: return null;
        }
    }

    private static Capabilities MapCapabilities(ConfigurationNode? list, ConfigurationNodeMapper mapper)
    {
        var capabilities = Capabilities.None;
        foreach (var node in mapper.Items(list))
        {
            var text = mapper.Text(node);
            var capability = text switch
            {
                "schema" => Capabilities.Schema,
                "tools" => Capabilities.Tools,
                "images" => Capabilities.Images,
                "files" => Capabilities.Files,
                "reasoning" => Capabilities.Reasoning,
                "prefill" => Capabilities.Prefill,
                "embeddings" => Capabilities.Embeddings,
                _ => Capabilities.None,
            };

            if (capability == Capabilities.None && text is not null)
                mapper.Error(node, $"\"{text}\" is no capability; known are schema, tools, images, files, reasoning, prefill, embeddings.");
            capabilities |= capability;
        }

        return capabilities;
    }

    private static ModelPrice? MapPrice(ConfigurationNode node, ConfigurationNodeMapper mapper)
    {
        var members = mapper.Members(node, "input", "output", "cachedInput", "cacheWrite", "longContext");
        return MapPrice(node, members, mapper);
    }

    private static ModelPrice? MapPrice(ConfigurationNode node, Dictionary<string, ConfigurationNode> members, ConfigurationNodeMapper mapper)
    {
        var input = mapper.Amount(mapper.Required(node, members, "input"), MostUsd);
        var output = mapper.Amount(mapper.Required(node, members, "output"), MostUsd);
        if (input is null || output is null)
            return null;

        return new()
        {
            Input = input.Value,
            Output = output.Value,
            CachedInput = mapper.Amount(members.TryGetValue("cachedInput", out var cached) ? cached : null, MostUsd),
            CacheWrite = mapper.Amount(members.TryGetValue("cacheWrite", out var write) ? write : null, MostUsd),
            LongContext = members.TryGetValue("longContext", out var steps) ? MapSteps(steps, mapper) : [],
        };
    }

    private static List<LongContextPrice> MapSteps(ConfigurationNode list, ConfigurationNodeMapper mapper)
    {
        var steps = new List<LongContextPrice>();
        foreach (var node in mapper.Items(list))
        {
            var members = mapper.Members(node, "aboveTokens", "input", "output", "cachedInput", "cacheWrite");
            var above = mapper.PositiveInteger(mapper.Required(node, members, "aboveTokens"));
            if (MapPrice(node, members, mapper) is not { } price || above is null)
                continue;
            if (steps.Count > 0 && steps[steps.Count - 1].AboveTokens >= above)
                mapper.Error(node, "The steps must rise; put this one in its place.");
            else
                steps.Add(new() { AboveTokens = above.Value, Price = price });
        }

        return steps;
    }
}
