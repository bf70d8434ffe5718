using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Switchyard.Sdk;

/// <summary>Says how an attempt ended, from its reply.</summary>
internal static class ReplyJudge
{
    /// <summary>Judges the body of a 200 and writes it to <paramref name="reply"/> if it is an answer.</summary>
    public static ProviderResult Judge(
        ReadOnlySpan<byte> body,
        bool isCut,
        ProviderOperation operation,
        HttpResponseMessage response,
        ProviderKey key,
        IBufferWriter<byte> reply,
        HeaderReader headers)
    {
        if (isCut)
            return new(Outcome.InvalidReply) { HttpStatus = (int)response.StatusCode, Detail = "The reply is longer than any answer." };
        return operation == ProviderOperation.Embeddings
            ? Embeddings(body, response, key, reply, headers)
            : Chat(body, response, key, reply, headers);
    }

    /// <summary>Judges an error body.</summary>
    public static ProviderResult Error(int status, ReadOnlySpan<byte> body, HttpResponseMessage? response, ProviderKey? key, HeaderReader? headers)
    {
        var error = ErrorReply.Read(body);
        var result = response is null || headers is null ? new ProviderResult { HttpStatus = status } : headers.Read(response);
        return result with
        {
            Outcome = ErrorClassifier.Classify(status, error),
            RetryAfter = result.RetryAfter ?? error.RetryDelay,
            Detail = Details.Shorten(error.Message ?? error.Code ?? error.Type, key),
        };
    }

    /// <summary>The outcome of an answer that has ended by itself.</summary>
    public static ProviderResult Conclude(ProviderResult result, bool finishIsError, string? refusal)
    {
        if (finishIsError)
            return result with { Outcome = Outcome.ServerError, Detail = "The provider ended the answer with an error." };
        if (result.FinishReason == FinishReason.ContentFilter || refusal is not null)
        {
            return result with
            {
                Outcome = Outcome.ContentFiltered,
                Detail = Details.Shorten(refusal, key: null) ?? "The provider's content filter stopped the answer.",
            };
        }

        return result with { Outcome = result.FinishReason == FinishReason.None ? Outcome.Truncated : Outcome.Completed };
    }

    /// <summary>Writes an answer with the vendor's own finish reasons replaced by the canonical ones.</summary>
    public static void Write(ReadOnlySpan<byte> json, List<(int Start, int Length, string Canonical)>? renames, IBufferWriter<byte> writer)
    {
        var position = 0;
        foreach (var (start, length, canonical) in CollectionsMarshal.AsSpan(renames))
        {
            writer.Write(json[position..start]);
            writer.Write(Encoding.UTF8.GetBytes($"\"{canonical}\""));
            position = start + length;
        }

        writer.Write(json[position..]);
    }

    private static ProviderResult Embeddings(
        ReadOnlySpan<byte> body, HttpResponseMessage response, ProviderKey key, IBufferWriter<byte> reply, HeaderReader headers)
    {
        if (!EmbeddingsReader.TryRead(body, out var facts))
            return new(Outcome.InvalidReply) { HttpStatus = (int)response.StatusCode, Detail = "The reply is no well-formed JSON." };
        if (facts.HasError)
            return Error((int)response.StatusCode, body, response, key, headers) with { Usage = facts.Usage };

        var result = headers.Read(response) with { Usage = facts.Usage };
        if (!facts.HasVectors)
            return result with { Outcome = Outcome.InvalidReply, Detail = "The reply has no embeddings." };
        reply.Write(body);
        return result with { Outcome = Outcome.Completed, FinishReason = FinishReason.Stop };
    }

    private static ProviderResult Chat(
        ReadOnlySpan<byte> body, HttpResponseMessage response, ProviderKey key, IBufferWriter<byte> reply, HeaderReader headers)
    {
        if (!ChatReader.TryRead(body, wantsId: true, out var facts))
            return new(Outcome.InvalidReply) { HttpStatus = (int)response.StatusCode, Detail = "The reply is no well-formed JSON." };
        if (facts.HasError && facts.Finish == FinishReason.None)
            return Error((int)response.StatusCode, body, response, key, headers) with { Usage = facts.Usage };

        var result = headers.Read(response, facts.Id) with { Usage = facts.Usage, FinishReason = facts.Finish };
        result = Conclude(result, facts.FinishIsError, facts.Refusal);
        if (result.Outcome == Outcome.Completed)
            Write(body, facts.Renames, reply);
        return result.Outcome != Outcome.Truncated ? result : result with
        {
            // Not cut on the way, since the JSON is whole: the vendor sent something else than an answer.
            Outcome = Outcome.InvalidReply,
            Detail = facts.HasChoices ? "The reply has no finish reason." : "The reply has no choices.",
        };
    }
}
