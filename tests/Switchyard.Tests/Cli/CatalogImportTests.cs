using System.Text.Json;

namespace Switchyard.Tests;

public sealed class CatalogImportTests : IDisposable
{
    private const string Genai = """
        [{ "id": "acme", "name": "Acme", "models": [
          { "id": "big", "match": { "or": [{ "equals": "big" }, { "regex": "^big-\\d{4}$" }] }, "context_window": 200000,
            "prices": {
              "input_mtok": { "base": 3, "tiers": [{ "start": 100000, "price": 6 }] },
              "output_mtok": { "base": 15, "tiers": [{ "start": 100000, "price": 22.50 }] },
              "cache_read_mtok": 0.3, "cache_write_mtok": 3.75, "web_searches_kcount": 10 } },
          { "id": "old", "match": { "equals": "old" }, "deprecated": true, "prices": { "input_mtok": 1, "output_mtok": 1 } },
          { "id": "embed", "match": { "equals": "embed" }, "prices": { "input_mtok": 1 } }] }]
        """;

    private const string ModelsDev = """
        { "acme": { "id": "acme", "name": "Acme", "api": "https://api.acme.test/v1", "env": ["ACME_API_KEY"], "models": {
          "big": { "attachment": true, "reasoning": true, "tool_call": true, "modalities": { "input": ["text", "image", "pdf"], "output": ["text"] },
            "cost": { "input": 3, "output": 15, "cache_read": 0.3, "cache_write": 3.75, "context_over_200k": { "input": 6, "output": 22.5 } },
            "limit": { "context": 200000, "output": 64000 } },
          "painter": { "modalities": { "input": ["text"], "output": ["image"] }, "limit": { "context": 1, "output": 1 } } } } }
        """;

    private const string LiteLlm = """
        { "sample_spec": { "max_tokens": "prose" },
          "acme/big": { "litellm_provider": "acme", "mode": "chat", "max_input_tokens": 200000, "max_output_tokens": 64000,
            "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05, "cache_read_input_token_cost": 3e-07, "cache_creation_input_token_cost": 3.75e-06,
            "input_cost_per_token_above_200k_tokens": 6e-06, "output_cost_per_token_above_200k_tokens": 2.25e-05, "input_cost_per_token_above_200k_tokens_priority": 1,
            "cache_creation_input_token_cost_above_1hr": 6e-06, "supports_function_calling": true, "supports_vision": true, "supports_pdf_input": true,
            "supports_reasoning": true, "supports_response_schema": true },
          "embed": { "litellm_provider": "acme", "mode": "embedding", "input_cost_per_token": 1e-07 },
          "gone": { "litellm_provider": "acme", "mode": "chat", "input_cost_per_token": 1e-07, "output_cost_per_token": 1e-07, "deprecation_date": "2026-01-01" } }
        """;

    private const string OpenRouter = """
        { "data": [
          { "id": "acme/big", "name": "Big", "context_length": 200000, "architecture": { "input_modalities": ["text", "image", "file"], "output_modalities": ["text"] },
            "pricing": { "prompt": "0.000003", "completion": "0.000015", "input_cache_read": "0.0000003", "input_cache_write": "0.00000375", "request": "0" },
            "top_provider": { "context_length": 200000, "max_completion_tokens": 64000, "is_moderated": false },
            "supported_parameters": ["tools", "structured_outputs", "reasoning", "temperature"] },
          { "id": "auto", "context_length": 1000, "pricing": { "prompt": "-1", "completion": "-1" } }] }
        """;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string> Formats => new()
    {
        { "genai-prices", Genai, "price 3/15/0.3/3.75 above 100000 6/22.5/0.3/3.75; 200000/; " },
        { "models-dev", ModelsDev, "price 3/15/0.3/3.75 above 200000 6/22.5/0.3/3.75; 200000/64000; tools,images,files,reasoning" },
        { "litellm", LiteLlm, "price 3/15/0.3/3.75 above 200000 6/22.5/0.3/3.75; 200000/64000; schema,tools,images,files,reasoning" },
        { "openrouter", OpenRouter, "price 3/15/0.3/3.75; 200000/64000; schema,tools,images,files,reasoning" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_format_comes_to_the_same_units_and_is_told_by_its_shape(string format, string text, string expected)
    {
        var provider = format == "openrouter" ? "openrouter" : "acme";
        var run = Import([_folder.Write("c.json", text)], "--provider", provider, "--endpoint", "https://api.acme.test/v1", "--key", "ACME_API_KEY", "--model", "*big");
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.Code);

        var manifest = Read(provider);
        var model = Assert.Single(manifest.Models);
        Assert.Equal(expected, Describe(model));
        Assert.Equal(["ACME_API_KEY"], manifest.Keys);
        Assert.Equal("2026-11-23", model.Date);
        Assert.StartsWith($"{format}: price, window", model.Source, StringComparison.Ordinal);
        Assert.Equal(Tier.Mid, model.Tier);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_answers_no_chat_or_is_given_up_is_not_taken(string format, string text, string expected)
    {
        _ = expected;
        var provider = format == "openrouter" ? "openrouter" : "acme";
        Import([_folder.Write("c.json", text)], "--provider", provider, "--endpoint", "https://api.acme.test/v1");
        Assert.Equal(format == "openrouter" ? ["acme/big", "auto"] : ["big"], Read(provider).Models.Select(model => model.Id));
    }

    [Fact]
    public void An_unknown_price_stays_unknown()
    {
        Import([_folder.Write("c.json", OpenRouter)], "--provider", "openrouter");
        var model = Read("openrouter").Models[1];
        Assert.Null(model.Price);
        Assert.Null(model.Tier);
        Assert.Equal("https://openrouter.ai/api/v1", Read("openrouter").Endpoint.ToString());
    }

    [Fact]
    public void What_the_hand_wrote_stays()
    {
        _folder.Write("acme.provider.json", """
            { "id": "acme", "name": "ACME!", "wire": "openai", "plugin": { "assembly": "A.dll", "entryType": "A.F" }, "endpoint": "https://own.test",
              "endpointVariable": "ACME_URL", "keys": ["A", "B"], "options": { "drop": ["stream_options"], "maxTokensField": "max_tokens" },
              "source": "the price list", "date": "2025-01-01",
              "models": [{ "id": "mine", "tier": "cheap", "price": { "input": 1, "output": 2 } },
                { "id": "big", "tier": "frontier", "price": { "input": 99, "output": 99 }, "maxOutput": 5, "capabilities": ["schema"], "date": "2025-02-02" }] }
            """);
        var run = Import([_folder.Write("c.json", Genai)]);
        Assert.Equal("", run.Error);

        using var document = JsonDocument.Parse(File.ReadAllText(_folder.File("acme.provider.json")));
        Assert.Equal(["stream_options"], document.RootElement.GetProperty("options").GetProperty("drop").EnumerateArray().Select(item => item.GetString()));
        var manifest = Read("acme");
        Assert.Equal(("ACME!", "A.dll", "https://own.test/", "ACME_URL"), (manifest.Name, manifest.Plugin!.Assembly, manifest.Endpoint.ToString(), manifest.EndpointVariable));
        Assert.Equal(["A", "B"], manifest.Keys);
        Assert.Equal(["mine", "big"], manifest.Models.Select(model => model.Id));

        var (mine, big) = (manifest.Models[0], manifest.Models[1]);
        Assert.Equal((1m, "the price list", "2025-01-01"), (mine.Price!.Input, mine.Source, mine.Date));
        Assert.Equal((Tier.Frontier, 3m, 5, Capabilities.Schema), (big.Tier, big.Price!.Input, big.MaxOutput, big.Capabilities));
        Assert.Equal(("genai-prices: price, window.", "2026-11-23"), (big.Source, big.Date));
        Assert.Contains("mine", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_import_changes_nothing()
    {
        string[] files = [_folder.Write("c.json", Genai), _folder.Write("d.json", ModelsDev)];
        Import(files, "--provider", "acme");
        var once = File.ReadAllText(_folder.File("acme.provider.json"));
        var run = Import(files);
        Assert.Contains("0 of 1 manifests changed", run.Output, StringComparison.Ordinal);
        Assert.Equal(once, File.ReadAllText(_folder.File("acme.provider.json")));
    }

    [Fact]
    public void Of_two_files_the_first_is_believed_and_the_second_fills_the_gaps()
    {
        string[] files = [_folder.Write("c.json", Genai), _folder.Write("d.json", ModelsDev)];
        Import(files, "--provider", "acme", "--label", "prices 1", "facts 2");
        var model = Assert.Single(Read("acme").Models);
        Assert.Equal("price 3/15/0.3/3.75 above 100000 6/22.5/0.3/3.75; 200000/64000; tools,images,files,reasoning", Describe(model));
        Assert.Equal("prices 1: price, window; facts 2: output, capabilities.", model.Source);
    }

    [Theory]
    [InlineData("2026-06-30", 1)]
    [InlineData("2026-07-01", 2)]
    [InlineData("2027-06-01", 4)]
    public void The_price_of_the_day_is_taken_and_the_others_are_told(string date, decimal input)
    {
        var file = _folder.Write("c.json", """
            [{ "id": "acme", "models": [{ "id": "m", "match": { "equals": "m" }, "prices": [
              { "prices": { "input_mtok": 1, "output_mtok": 1 } },
              { "constraint": { "type": "start_date", "start_date": "2026-07-01" }, "prices": { "input_mtok": 2, "output_mtok": 2 } },
              { "constraint": { "type": "start_date", "start_date": "2027-01-01" }, "prices": { "input_mtok": 4, "output_mtok": 4 } },
              { "constraint": { "type": "time_of_date", "start_time": "01:00:00Z", "end_time": "04:00:00Z" }, "prices": { "input_mtok": 9, "output_mtok": 9 } }] }] }]
            """);
        Import([file], "--provider", "acme", "--endpoint", "https://api.acme.test", "--date", date);
        var model = Assert.Single(Read("acme").Models);
        Assert.Equal(input, model.Price!.Input);
        Assert.Contains("between 01:00 and 04:00 UTC (input 9, output 9)", model.Source, StringComparison.Ordinal);
        Assert.Equal(input < 4, model.Source!.Contains("from 2027-01-01 on (input 4, output 4)", StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_say_which_models_are_taken_by_which_names_and_what_they_can_do()
    {
        _folder.Write("acme.provider.json", """{ "id": "acme", "wire": "openai", "endpoint": "https://own.test", "models": [] }""");
        _folder.Write("other.provider.json", """{ "id": "other", "wire": "openai", "endpoint": "https://own.test", "models": [] }""");
        _folder.Write("catalog-import.json", """
            { "families": [{ "models": ["*"], "capabilities": ["schema"], "source": "schema as documented" }],
              "providers": { "acme": {
                "sources": [{ "format": "genai-prices", "id": "acme-inc", "models": ["m*"], "except": ["*-tiny"], "prefix": "models/", "suffix": ":now" }],
                "families": [{ "models": ["models/m2*"], "like": "acme/big" }] } } }
            """);
        var prices = _folder.Write("c.json", """
            [{ "id": "acme-inc", "models": [{ "id": "m1", "prices": { "input_mtok": 1, "output_mtok": 1 } }, { "id": "m1-tiny", "prices": { "input_mtok": 1, "output_mtok": 1 } },
              { "id": "m2", "prices": { "input_mtok": 1, "output_mtok": 1 } }, { "id": "x", "prices": { "input_mtok": 1, "output_mtok": 1 } }] }]
            """);
        Import([prices, _folder.Write("d.json", ModelsDev)]);

        var models = Read("acme").Models;
        Assert.Equal(["models/m1:now", "models/m2:now"], models.Select(model => model.Id));
        Assert.Equal([Capabilities.Schema, Capabilities.Schema | Capabilities.Tools | Capabilities.Images | Capabilities.Files | Capabilities.Reasoning], models.Select(model => model.Capabilities));
        Assert.Equal("genai-prices: price; models-dev: capabilities as acme/big; schema as documented.", models[1].Source);
        Assert.Empty(Read("other").Models);
    }

    [Theory]
    [InlineData("""[{ "id": "acme", "models": [{ "id": "m" }] }]""", "c.json(1,29): $[0].models[0]: \"prices\" is missing; is the file complete?")]
    [InlineData("""[{ "id": "acme", "models": [{ "id": "m", "prices": { "input_mtok": "1", "output_mtok": 1 } }] }]""", "$[0].models[0].prices.input_mtok: This must be a number, but it is string.")]
    [InlineData("""[{ "id": "acme", "models": [{ "id": "m", "prices": { "input_mtok": -1, "output_mtok": 1 } }] }]""", "$[0].models[0].prices.input_mtok: -1 must be a number from 0 to 1000000000.")]
    [InlineData("""[{ "id": "acme", "models": [{ "id": "m", "prices": { "input_mtok": """, "The JSON ends too early")]
    [InlineData("""{ "what": 1 }""", "this is none of the catalogs that can be read (genai-prices, models-dev, litellm, openrouter)")]
    [InlineData("""{ "acme": { "models": { "m": { "limit": 5 } } } }""", "$.acme.models.m.limit: This must be an object, but it is number.")]
    [InlineData("""{ "m": { "litellm_provider": "acme", "input_cost_per_token": "free" } }""", "$.m.input_cost_per_token: This must be a number, but it is string.")]
    [InlineData("""{ "data": [{ "id": "m", "pricing": { "prompt": "cheap" } }] }""", "$.data[0].pricing.prompt: This must be an amount of USD per token.")]
    [InlineData("""[{ "id": "elsewhere", "models": [] }]""", "knows no provider acme; name one of elsewhere")]
    public void Bad_input_is_one_sentence_and_nothing_is_written(string text, string sentence)
    {
        var manifest = _folder.Write("acme.provider.json", """{ "id": "acme", "wire": "openai", "endpoint": "https://own.test", "models": [] }""");
        var before = File.ReadAllText(manifest);
        var run = Import([_folder.Write("c.json", text)], "--provider", "acme");
        Assert.Equal(2, run.Code);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.Equal(before, File.ReadAllText(manifest));
        Assert.Equal(["acme.provider.json", "c.json"], Directory.GetFiles(Path.GetDirectoryName(manifest)!).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("acme.provider.json", """{ "id": "acme" }""", "$: \"wire\" is missing")]
    [InlineData("catalog-import.json", """{ "providers": { "acme": { "sources": [{ "format": "magazine" }] } } }""", "\"magazine\" is no catalog")]
    [InlineData("catalog-import.json", """{ "providers": { "acme": { "sources": [{ "format": "genai-prices" }], "families": [{ "models": ["*"], "like": "a/b" }] } } }""", "take capabilities from a/b, but none of")]
    public void A_bad_manifest_or_rule_is_one_sentence(string name, string text, string sentence)
    {
        _folder.Write("acme.provider.json", """{ "id": "acme", "wire": "openai", "endpoint": "https://own.test", "models": [] }""");
        _folder.Write(name, text);
        var run = Import([_folder.Write("c.json", Genai)], "--provider", "acme");
        Assert.Equal(2, run.Code);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.Equal([text], File.ReadAllLines(_folder.File(name)));
    }

    [Theory]
    [InlineData("--provider ../evil --endpoint https://x.test", "no provider ../evil")]
    [InlineData("--provider acme", "does not say where its API is: give --endpoint URL")]
    [InlineData("--provider acme --endpoint nowhere", "\"nowhere\" is no http or https address.")]
    [InlineData("--format magazine", "--format magazine is unknown")]
    [InlineData("--provider acme --endpoint https://x.test --model small", "No chat model of acme matches --model small, and nothing was written: name one of big.")]
    [InlineData("--provider acme --endpoint https://x.test --model big old", "matches --model old")]
    [InlineData("--date tomorrow", "--date tomorrow is no day")]
    [InlineData("--label a b", "--label has 2 names for 1 files")]
    [InlineData("", "holds no manifest of a provider that the catalog knows")]
    public void A_wrong_option_is_one_sentence(string options, string sentence)
    {
        var run = Import([_folder.Write("c.json", Genai)], options.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, run.Code);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Equal(["c.json"], Directory.GetFiles(Path.GetDirectoryName(_folder.File("c.json"))!).Select(Path.GetFileName));
    }

    [Fact]
    public void Programs_get_json()
    {
        var run = Import([_folder.Write("c.json", ModelsDev)], "--provider", "acme", "--json");
        using var document = JsonDocument.Parse(run.Output);
        var result = Assert.Single(document.RootElement.EnumerateArray().ToArray());
        Assert.Equal(("acme", true, 1), (result.GetProperty("provider").GetString(), result.GetProperty("new").GetBoolean(), result.GetProperty("added").GetArrayLength()));
    }

    private (int Code, string Output, string Error) Import(string[] files, params string[] options) =>
        Fixture.Run(["catalog", "import", .. files, "--out", Path.GetDirectoryName(_folder.File("x"))!, .. options.Contains("--date") ? options : [.. options, "--date", "2026-11-23"]]);

    private ProviderManifest Read(string provider)
    {
        var path = _folder.File(provider + ".provider.json");
        var errors = new List<ConfigurationError>();
        var manifest = ManifestReader.Read(path, File.ReadAllText(path), errors);
        Assert.Empty(errors);
        return manifest!;
    }

    private static string Describe(ModelManifest model)
    {
        static string Price(ModelPrice price) => FormattableString.Invariant($"{price.Input:0.##}/{price.Output:0.##}/{price.CachedInput:0.##}/{price.CacheWrite:0.##}");
        var steps = model.Price!.LongContext.Select(step => $" above {step.AboveTokens} {Price(step.Price)}");
        return $"price {Price(model.Price)}{string.Concat(steps)}; {model.ContextWindow}/{model.MaxOutput}; {string.Join(',', Cli.CapabilityNames.Of(model.Capabilities))}";
    }
}
