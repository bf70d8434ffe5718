using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a manifest whose figures were looked up too long ago.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaleCatalogAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The key in <c>.editorconfig</c> that says how many days figures are good for.</summary>
    internal const string MaxAgeKey = "switchyard_catalog_max_age_days";

    // Vendors change prices a few times a year.
    private const int DefaultMaxAge = 180;

    private readonly Func<DateTime> _today;

    /// <summary>Goes by this machine's date.</summary>
    public StaleCatalogAnalyzer()
        : this(() => DateTime.UtcNow.Date)
    {
    }

    internal StaleCatalogAnalyzer(Func<DateTime> today) => _today = today;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.StaleCatalog];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterAdditionalFileAction(Analyze);
    }

    private void Analyze(AdditionalFileAnalysisContext context)
    {
        var path = context.AdditionalFile.Path;
        if (!ConfigurationParser.IsManifest(path) || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
            return;
        if (MaxAge(context) is not { } maxAge || ConfigurationNodeReader.Read(path, text.ToString(), []) is not { } root)
            return;

        // Once per file: usually all its figures were looked up on one day.
        var oldest = Dates(root).Where(date => (_today() - date.Value).TotalDays > maxAge).OrderBy(date => date.Value).FirstOrDefault();
        if (oldest.Key is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.StaleCatalog,
                ConfigurationPlace.Of(path, text, oldest.Key.Line, oldest.Key.Column),
                ConfigurationParser.FileName(path),
                oldest.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                maxAge));
        }
    }

    private static int? MaxAge(AdditionalFileAnalysisContext context)
    {
        var provider = context.Options.AnalyzerConfigOptionsProvider;
        if (!provider.GetOptions(context.AdditionalFile).TryGetValue(MaxAgeKey, out var value) && !provider.GlobalOptions.TryGetValue(MaxAgeKey, out value))
            return DefaultMaxAge;

        // What is no number of days turns the rule off, as "none" says.
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null;
    }

    private static IEnumerable<KeyValuePair<ConfigurationNode, DateTime>> Dates(ConfigurationNode root)
    {
        var models = root.Members.Where(member => member.Key == "models").SelectMany(member => member.Value.Items).SelectMany(model => model.Members);
        foreach (var member in root.Members.Concat(models).Where(member => member.Key == "date"))
        {
            if (DateTime.TryParseExact(member.Value.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date))
                yield return new(member.Value, date);
        }
    }
}
