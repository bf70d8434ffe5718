namespace Switchyard.Simulator;

/// <summary>A request that the server refuses. Validation is deep and refusals are rare, so an exception keeps the readers flat.</summary>
internal sealed class ApiException(ApiError error) : Exception(error.Message)
{
    public ApiError Error => error;

    public static ApiException InvalidType(string path, string expected, string actual) => new(new(
        400, $"Invalid type for '{path}': expected {expected}, but got {actual} instead.", Param: path, Code: "invalid_type"));

    public static ApiException InvalidValue(string path, string detail) => new(new(
        400, $"Invalid value for '{path}': {detail}", Param: path, Code: "invalid_value"));

    public static ApiException Missing(string path) => new(new(
        400, $"Missing required parameter: '{path}'.", Param: path, Code: "missing_required_parameter"));

    public static ApiException Unsupported(string path) => new(new(
        400, $"Unsupported parameter: '{path}' is not supported with this model.", Param: path, Code: "unsupported_parameter"));
}
