using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Switchyard;

/// <summary>What a <see cref="Router"/> is made of.</summary>
public sealed class RouterOptions
{
    /// <summary>
    /// The policy file. Default <c>switchyard.json</c> beside the application (<see cref="AppContext.BaseDirectory"/>). Not read if
    /// <see cref="Policy"/> is set.
    /// </summary>
    public string PolicyFile { get; set; } = Path.Combine(AppContext.BaseDirectory, Switchyard.Policy.FileName);

    /// <summary>A policy made in code, instead of the file.</summary>
    public Policy? Policy { get; set; }

    /// <summary>Where providers come from.</summary>
    public IList<IProviderSource> Sources { get; } = [];

    /// <summary>Reads a variable that a manifest names, such as <c>OPENAI_API_KEY</c>. Default: the process environment.</summary>
    public Func<string, string?> Variables { get; set; } = Environment.GetEnvironmentVariable;

    /// <summary>
    /// The address to call a provider at, by its id, such as a test server's. Goes before the policy, the environment and the manifest.
    /// </summary>
    public IDictionary<string, Uri> Endpoints { get; } = new Dictionary<string, Uri>(StringComparer.Ordinal);

    /// <summary>Decides the tier of a prompt whose task is <see cref="Tier.Auto"/>. Goes before the policy's model file. Default: the policy's, or the one that ships.</summary>
    public PromptClassifier? Classifier { get; set; }

    /// <summary>For log events. Default: none are written.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Where it is written what was spent. Default: nowhere; results and metrics say it all the same.</summary>
    public ILedger? Ledger { get; set; }

    /// <summary>Where calls and reports are kept for <c>switchyard train</c>. Default: nowhere. The router does not dispose it.</summary>
    public FeedbackFile? FeedbackFile { get; set; }

    /// <summary>Makes the meter named <c>Switchyard</c>. Default: one of the router's own.</summary>
    public IMeterFactory? MeterFactory { get; set; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;


    /// <summary>Adds a provider made in code, without a plugin. This also works under ahead-of-time compilation.</summary>
    /// <param name="manifest">What the provider is and which models it has.</param>
    /// <param name="provider">The provider. The router disposes it.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">A provider with this id has been added already.</exception>
    public RouterOptions AddProvider(ProviderManifest manifest, IProvider provider)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(provider);
        if (Sources.OfType<FixedProviderSource>().Any(source => source.ProviderId == manifest.Id))
            throw new ArgumentException($"A provider with the id \"{manifest.Id}\" has been added already; give this one another id.", nameof(manifest));

        Sources.Add(new FixedProviderSource(manifest, provider));
        return this;
    }

    /// <summary>A number from 0 to 1, new each time, for jitter. Tests make it predictable.</summary>
    internal Func<double> Jitter { get; set; } = Random.Shared.NextDouble;
}
