using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchyard.Storage;

/// <summary>Lists of text as the files hold them: JSON arrays.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class JsonList : JsonSerializerContext
{
    public static string Of(IEnumerable<string> items) => JsonSerializer.Serialize([.. items], Default.StringArray);

    public static string[] Read(string json) => JsonSerializer.Deserialize(json, Default.StringArray) ?? [];
}
