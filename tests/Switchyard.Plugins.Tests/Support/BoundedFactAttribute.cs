using System.Runtime.CompilerServices;

namespace Switchyard.Plugins.Tests;

/// <summary>A test that fails after a minute instead of hanging.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BoundedFactAttribute : FactAttribute
{
    public BoundedFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Timeout = 60_000;
}
