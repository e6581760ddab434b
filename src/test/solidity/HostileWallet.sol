// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A wallet that answers the question whether it signed in every bad way.
contract HostileWallet {
    uint256 private immutable _way;

    /// @param way 0 reverts, 1 burns gas for ever, 2 answers with rubbish, 3 with nothing, 4 with four bytes alone,
    /// 5 with yes and something behind it in the same word, 6 with as much as fits
    constructor(uint256 way) {
        _way = way;
    }

    fallback() external {
        uint256 way = _way;
        if (way == 0) revert("no");
        uint256 burnt;
        while (way == 1) {
            burnt = uint256(keccak256(abi.encode(burnt)));
        }
        assembly ("memory-safe") {
            let at := mload(0x40)
            mstore(at, not(0))
            if eq(way, 2) { return(at, 32) }
            if eq(way, 3) { return(at, 0) }
            mstore(at, 0x1626ba7e00000000000000000000000000000000000000000000000000000000)
            if eq(way, 4) { return(at, 4) }
            mstore(at, 0x1626ba7e00000000000000000000000000000000000000000000000000000001)
            if eq(way, 5) { return(at, 32) }
            return(at, 100000000)
        }
    }
}
