using Microsoft.Extensions.Configuration;

namespace Switchyard;

/// <summary>Reads router options from a configuration section, by hand: a binder would need reflection.</summary>
internal static class SectionRouterOptions
{
    /// <summary>The feedback file that the section names.</summary>
    public static FeedbackFile FeedbackFileOf(IConfiguration section)
    {
        var prompts = false;
        if (section["FeedbackPrompts"] is { Length: > 0 } text && !bool.TryParse(text, out prompts))
            throw new SwitchyardConfigurationException([$"\"{text}\" is no {section.GetSection("FeedbackPrompts").Path}; write true or false."]);
        return new(Path.GetFullPath(section["FeedbackFile"]!, AppContext.BaseDirectory), prompts);
    }

    public static void Apply(IConfiguration section, RouterOptions options)
    {
        if (section["PolicyFile"] is { Length: > 0 } file)
            options.PolicyFile = Path.GetFullPath(file, AppContext.BaseDirectory);

        foreach (var endpoint in section.GetSection("Endpoints").GetChildren())
        {
            options.Endpoints[endpoint.Key] = Uri.TryCreate(endpoint.Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? address
                : throw new SwitchyardConfigurationException([$"{endpoint.Path} holds no http or https address; mend or remove it."]);
        }
    }
}
