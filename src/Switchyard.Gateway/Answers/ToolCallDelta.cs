namespace Switchyard.Gateway;

/// <summary>A piece of a tool call: the first one holds id and name, the others only more of the arguments.</summary>
/// <param name="Index">Which call it is a piece of; <see langword="null"/> if the vendor does not say: then each one with an id is a new call.</param>
/// <param name="Id">The call's id.</param>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">More of the arguments' JSON.</param>
internal readonly record struct ToolCallDelta(int? Index, string? Id, string? Name, string Arguments);
