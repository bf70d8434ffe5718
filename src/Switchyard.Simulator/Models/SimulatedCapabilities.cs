namespace Switchyard.Simulator;

/// <summary>What a simulated model can be asked for, beyond text in and text out.</summary>
[Flags]
public enum SimulatedCapabilities
{
    /// <summary>Text only, in one piece.</summary>
    None = 0,

    /// <summary><c>stream</c>: the answer token by token.</summary>
    Streaming = 1,

    /// <summary><c>tools</c> and <c>tool_choice</c>.</summary>
    Tools = 2,

    /// <summary><c>response_format</c> of type <c>json_object</c>.</summary>
    JsonObject = 4,

    /// <summary><c>response_format</c> of type <c>json_schema</c>.</summary>
    JsonSchema = 8,

    /// <summary>Image parts in messages.</summary>
    Vision = 16,

    /// <summary>Everything.</summary>
    All = Streaming | Tools | JsonObject | JsonSchema | Vision,
}
