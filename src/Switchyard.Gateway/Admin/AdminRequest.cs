using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary>What an operator's request says, in its body and its query. A member that is not known is refused: a limit that was misspelled must not be no limit.</summary>
internal sealed class AdminRequest
{
    private const int MaxDepth = 8;
    private const int LongestBody = 64 << 10;

    private readonly JsonElement _body;
    private readonly IQueryCollection _query;

    private AdminRequest(HttpContext http, JsonElement body) => (Http, _body, _query) = (http, body, http.Request.Query);

    public HttpContext Http { get; }

    public static async ValueTask<AdminRequest> ReadAsync(HttpContext http, Utf8Buffer body)
    {
        if (http.Request.ContentLength > LongestBody)
            throw new ApiException(new(413, "request_too_large", $"The body is longer than the {LongestBody} bytes that an operator's request may have."));
        await RequestBody.ReadAsync(http.Request, body, http.RequestAborted).ConfigureAwait(false);
        return new(http, body.Length == 0 ? JsonElement.Parse("{}"u8) : JsonRequest.Parse(body.Memory, MaxDepth));
    }

    /// <summary>Refuses every member and every parameter but these.</summary>
    public void Allow(params ReadOnlySpan<string> names)
    {
        foreach (var member in _body.EnumerateObject())
        {
            if (!names.Contains(member.Name))
                throw Unknown(member.Name, names);
        }

        foreach (var name in _query.Keys)
        {
            if (!names.Contains(name))
                throw Unknown(name, names);
        }
    }

    public string Text(string name) => FindText(name) ?? throw JsonChecks.Missing(name);

    public string? FindText(string name) => _query[name] is [{ Length: > 0 } text] ? text : JsonRequest.FindText(_body, name, "");

    public bool Flag(string name) => JsonRequest.TryGet(_body, name, JsonKind.Boolean, "", out var value) && value.GetBoolean();

    public long? Number(string name) => JsonRequest.TryGet(_body, name, JsonKind.Integer, "", out var value) ? value.GetInt64() : null;

    public int? SmallNumber(string name) => Number(name) switch
    {
        null => null,
        { } number and >= int.MinValue and <= int.MaxValue => (int)number,
        _ => throw new ApiException(ApiError.Invalid(name, $"\"{name}\" must be from 1 to {int.MaxValue}.", "invalid_value")),
    };

    /// <summary>An amount of US dollars; <see langword="null"/> for <c>"none"</c>.</summary>
    public decimal? Usd(string name)
    {
        var value = JsonRequest.Get(_body, name, JsonKind.Number | JsonKind.Text, "");
        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var amount) ? amount
            : value.ValueKind == JsonValueKind.String && value.GetString() == "none" ? null
            : throw new ApiException(ApiError.Invalid(name, $"\"{name}\" must be an amount of US dollars, such as 2.5, or \"none\" to take the budget away.", "invalid_value"));
    }

    public IReadOnlyList<string> Texts(string name)
    {
        if (!JsonRequest.TryGet(_body, name, JsonKind.Array, "", out var list))
            return [];

        var texts = new List<string>();
        foreach (var item in list.EnumerateArray())
        {
            JsonRequest.Require(item, JsonKind.Text, $"{name}[{texts.Count}]");
            texts.Add(item.GetString()!);
        }

        return texts;
    }

    public DateTimeOffset? Past(string name) => Worded(name, () => TimeText.Past(FindText(name), name));

    public DateTimeOffset? Future(string name) => Worded(name, () => TimeText.Future(FindText(name), name));

    public TimeSpan? Span(string name) => FindText(name) is { } text ? Worded(name, () => TimeText.Span(text, name)) : null;

    /// <summary>Runs what reads a member, and says which one it was.</summary>
    public static T Worded<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (StorageException exception)
        {
            throw new ApiException(ApiError.Invalid(name, exception.Message, "invalid_value"));
        }
    }

    private static ApiException Unknown(string name, ReadOnlySpan<string> names) => new(ApiError.Invalid(
        name, names.IsEmpty ? $"\"{name}\" is not known here; this request takes nothing." : $"\"{name}\" is not known here; this request takes {string.Join(", ", names.ToArray())}.",
        "unknown_field"));
}
