using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>What models that call tools can do besides.</summary>
public static class ToolModelExtensions
{
    /// <summary>
    /// Asks the model, which may call tools. None is called here: the answer holds the calls as <see cref="FunctionCallContent"/>, and the conversation goes
    /// on with their results. <c>UseFunctionInvocation()</c> of Microsoft.Extensions.AI over <see cref="ChatModelExtensions.AsChatClient"/> does that by itself.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="messages">The conversation so far, the last message being what is asked.</param>
    /// <param name="tools">The tools, one at least.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException">There is no tool.</exception>
    /// <exception cref="NotSupportedException">A tool or content is one that no chat request has room for.</exception>
    /// <exception cref="RoutingException">The model did not answer.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static Task<ChatResponse> AskWithToolsAsync(
        this IToolModel model, IEnumerable<ChatMessage> messages, IEnumerable<AITool> tools, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(tools);
        AITool[] known = [.. tools];
        return known.Length > 0
            ? model.AsChatClient().GetResponseAsync(messages, new() { Tools = known }, cancellationToken)
            : throw new ArgumentException("There is no tool; ask with AskAsync.", nameof(tools));
    }
}
