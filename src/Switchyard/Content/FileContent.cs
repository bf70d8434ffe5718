namespace Switchyard;

/// <summary>A file that a task hands to a model, such as a PDF. As a parameter of a task it requires a model that reads files.</summary>
public sealed class FileContent
{
    /// <summary>A file by its bytes.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="mediaType">Its media type, such as <c>application/pdf</c>.</param>
    /// <param name="name">Its name, which the model may see; <see langword="null"/> for none.</param>
    public FileContent(ReadOnlyMemory<byte> data, string mediaType, string? name = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(mediaType);
        if (data.IsEmpty)
            throw new ArgumentException("The file is empty.", nameof(data));
        Data = data;
        MediaType = mediaType;
        Name = name;
    }

    /// <summary>A file that the provider fetches.</summary>
    /// <param name="address">Its address, absolute, which the provider must be able to reach.</param>
    public FileContent(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri)
            throw new ArgumentException($"'{address}' is no absolute address.", nameof(address));
        Address = address;
    }

    /// <summary>The bytes; empty for a file by its address.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The media type; <see langword="null"/> for a file by its address.</summary>
    public string? MediaType { get; }

    /// <summary>The name; <see langword="null"/> for none.</summary>
    public string? Name { get; }

    /// <summary>The address; <see langword="null"/> for a file by its bytes.</summary>
    public Uri? Address { get; }
}
