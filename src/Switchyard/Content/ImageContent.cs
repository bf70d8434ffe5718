namespace Switchyard;

/// <summary>A picture that a task shows to a model. As a parameter of a task it requires a model that reads images.</summary>
public sealed class ImageContent
{
    /// <summary>A picture by its bytes.</summary>
    /// <param name="data">The bytes of the file.</param>
    /// <param name="mediaType">Its media type, such as <c>image/png</c>.</param>
    public ImageContent(ReadOnlyMemory<byte> data, string mediaType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(mediaType);
        if (data.IsEmpty)
            throw new ArgumentException("The picture is empty.", nameof(data));
        Data = data;
        MediaType = mediaType;
    }

    /// <summary>A picture that the provider fetches.</summary>
    /// <param name="address">Its address, absolute, which the provider must be able to reach.</param>
    public ImageContent(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri)
            throw new ArgumentException($"'{address}' is no absolute address.", nameof(address));
        Address = address;
    }

    /// <summary>The bytes of the file; empty for a picture by its address.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The media type; <see langword="null"/> for a picture by its address.</summary>
    public string? MediaType { get; }

    /// <summary>The address; <see langword="null"/> for a picture by its bytes.</summary>
    public Uri? Address { get; }
}
