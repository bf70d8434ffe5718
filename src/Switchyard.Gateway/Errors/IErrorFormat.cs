using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>How a wire words an error.</summary>
internal interface IErrorFormat
{
    /// <summary>The status that this wire has for an error.</summary>
    int StatusOf(ApiError error);

    /// <summary>Writes the error object, as it stands in a body or in the data of an event.</summary>
    void Write(Utf8JsonWriter json, ApiError error);
}
