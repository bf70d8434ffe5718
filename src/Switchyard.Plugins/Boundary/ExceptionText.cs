using System.Reflection;

namespace Switchyard.Plugins;

/// <summary>Turns exceptions of plugins into text, which pins nothing.</summary>
internal static class ExceptionText
{
    private const int MaxCharacters = 2000;

    /// <summary>What was really thrown.</summary>
    public static Exception Innermost(Exception exception)
    {
        while (exception is TargetInvocationException or TypeInitializationException && exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }

    /// <summary>The message, on one line; the type's name if it has none.</summary>
    public static string OneLine(Exception exception)
    {
        var words = Guard(() => exception.Message, exception).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? exception.GetType().Name : string.Join(' ', words);
    }

    /// <summary>The type, the message and the stack, without the key.</summary>
    public static string Full(Exception exception, ProviderKey key)
    {
        var text = Guard(exception.ToString, exception);
        if (!key.IsEmpty)
            text = text.Replace(key.Reveal(), "***", StringComparison.Ordinal);
        return text.Length <= MaxCharacters ? text : string.Concat(text.AsSpan(0, MaxCharacters), "…");
    }

    // The exception may be of the plugin's own type, and even its message may throw.
    private static string Guard(Func<string> read, Exception exception)
    {
        try
        {
            return read();
        }
        catch (Exception)
        {
            return exception.GetType().FullName ?? "an exception";
        }
    }
}
