namespace Switchyard;

/// <summary>
/// What a successful call returns: the bare value or the value with its story. A type parameter instead of a flag or a second layer: the
/// bare path then pays for nothing.
/// </summary>
internal interface IResultShape<T, TResult>
{
    static abstract TResult Shape(Call call, T value);
}
