using System.Text;
using Switchyard.Sdk;

namespace Switchyard.Provider.Gemini;

/// <summary>The signature of the thoughts behind a tool call: the next turn must bring it back with the call.</summary>
internal static class Signature
{
    /// <summary>The <c>extra_content</c> of the call, as the vendor's OpenAI-compatible endpoint has it; empty without a signature.</summary>
    public static byte[] Extra(JsonSlice part) => part["thoughtSignature"u8] is { IsString: true } signature
        ? [.. "{\"google\":{\"thought_signature\":"u8, .. signature.Raw, .. "}}"u8]
        : [];

    public static string? ExtraText(JsonSlice part) => Extra(part) is { Length: > 0 } extra ? Encoding.UTF8.GetString(extra) : null;
}
