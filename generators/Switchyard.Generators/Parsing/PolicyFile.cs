using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Switchyard.Generators;

/// <summary>A policy without a mistake, with the places of its entries.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">Its text.</param>
/// <param name="Root">Its content.</param>
internal sealed record PolicyFile(string Path, SourceText Text, ConfigurationNode Root)
{
    /// <summary>Where a value stands.</summary>
    public Location Locate(ConfigurationNode node) => ConfigurationPlace.Of(Path, Text, node.Line, node.Column);
}
