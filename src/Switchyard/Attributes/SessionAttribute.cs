namespace Switchyard;

/// <summary>
/// Marks the string parameter of a task that holds the id of the conversation. No model sees it; it is put on the call's span as
/// <c>gen_ai.conversation.id</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SessionAttribute : Attribute;
