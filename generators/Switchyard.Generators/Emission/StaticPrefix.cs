using System.Text;

namespace Switchyard.Generators;

/// <summary>The part of a task's messages that is the same in every call: what a vendor's prompt cache can serve.</summary>
/// <param name="Bytes">Its length as UTF-8.</param>
/// <param name="Hash">FNV-1a of it.</param>
internal readonly record struct StaticPrefix(int Bytes, ulong Hash)
{
    public static StaticPrefix Of(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var hash = 14695981039346656037UL;
        foreach (var one in bytes)
            hash = unchecked((hash ^ one) * 1099511628211UL);
        return bytes.Length == 0 ? default : new(bytes.Length, hash);
    }
}
